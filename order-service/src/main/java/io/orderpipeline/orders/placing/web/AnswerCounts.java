package io.orderpipeline.orders.placing.web;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.http.HttpStatusCode;

/** Counts the answers to orders, as {@code orders_total}. Thread-safe. */
final class AnswerCounts implements MeterBinder {

    private enum Outcome {
        ACCEPTED,
        DUPLICATE,
        INVALID,
        UNAVAILABLE
    }

    private final Map<Outcome, LongAdder> counts = new EnumMap<>(Outcome.class);

    AnswerCounts() {
        for (Outcome outcome : Outcome.values()) {
            counts.put(outcome, new LongAdder());
        }
    }

    /** Counts the answer to one order. */
    void count(HttpStatusCode status) {
        Outcome outcome =
                switch (status.value()) {
                    case 202 -> Outcome.ACCEPTED;
                    case 409 -> Outcome.DUPLICATE;
                    default -> status.is4xxClientError() ? Outcome.INVALID : Outcome.UNAVAILABLE;
                };
        of(outcome).increment();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Outcome outcome : Outcome.values()) {
            FunctionCounter.builder("orders", of(outcome), LongAdder::sum)
                    .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                    .description("Orders by their answer since the start: 202, 409, any other 4xx, any 5xx")
                    .register(registry);
        }
    }

    private LongAdder of(Outcome outcome) {
        LongAdder count = counts.get(outcome);
        if (count == null) {
            throw new IllegalStateException("no count for " + outcome);
        }
        return count;
    }
}
