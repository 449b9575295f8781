package io.orderpipeline.orders.placing.web;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.http.HttpStatusCode;

/** Counts the answers to orders, as {@code orders_total}. Thread-safe. */
final class AnswerCounts implements MeterBinder {

    private final LongAdder accepted = new LongAdder();
    private final LongAdder duplicate = new LongAdder();
    private final LongAdder invalid = new LongAdder();
    private final LongAdder unavailable = new LongAdder();

    /** Counts the answer to one order. */
    void count(HttpStatusCode status) {
        LongAdder answers =
                switch (status.value()) {
                    case 202 -> accepted;
                    case 409 -> duplicate;
                    default -> status.is4xxClientError() ? invalid : unavailable;
                };
        answers.increment();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Map.of("accepted", accepted, "duplicate", duplicate, "invalid", invalid, "unavailable", unavailable)
                .forEach((outcome, answers) -> FunctionCounter.builder("orders", answers, LongAdder::sum)
                        .tag("outcome", outcome)
                        .description("Orders by their answer since the start: 202, 409, any other 4xx, any 5xx")
                        .register(registry));
    }
}
