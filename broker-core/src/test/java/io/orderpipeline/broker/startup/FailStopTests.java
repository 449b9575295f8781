package io.orderpipeline.broker.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.support.GenericApplicationContext;

class FailStopTests {

    private final List<Object> published = new ArrayList<>();
    private final LinkedBlockingQueue<Integer> exits = new LinkedBlockingQueue<>();

    @Test
    void refusesTrafficAndThenEndsTheProcessOnce() throws InterruptedException {
        try (GenericApplicationContext context = new GenericApplicationContext()) {
            context.addApplicationListener(event -> published.add(event));
            context.refresh();
            published.clear();
            FailStop failStop = new FailStop(context, exits::add);

            failStop.accept(new IllegalStateException("cannot sync orders.json: Input/output error"));
            failStop.accept(new IllegalStateException("cannot sync outbox.json: Input/output error"));

            assertThat(exits.poll(10, TimeUnit.SECONDS)).isEqualTo(74);
            assertThat(exits.poll(100, TimeUnit.MILLISECONDS)).isNull();
            assertThat(published)
                    .singleElement()
                    .isInstanceOfSatisfying(AvailabilityChangeEvent.class, event -> assertThat(event.getState())
                            .isEqualTo(ReadinessState.REFUSING_TRAFFIC));
        }
    }
}
