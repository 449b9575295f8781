package io.orderpipeline.broker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.wire.ConsumerStatus.State;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ConsumerStateTests {

    private final AtomicLong now = new AtomicLong();
    private final ConsumerState state = new ConsumerState(now::get);

    @Test
    void isStalledWhileOneStepTakesTooLong() {
        state.endStep(State.RECEIVING, "", 7);
        state.beginStep();
        now.addAndGet(ConsumerState.LONGEST_STEP.toNanos());
        assertThat(state.shown()).isEqualTo(new ConsumerStatus(State.RECEIVING, "", 7));

        now.incrementAndGet();
        assertThat(state.shown()).isEqualTo(new ConsumerStatus(State.STALLED, "one step takes longer than 30 s", 7));

        state.endStep(State.RECEIVING, "", 8);
        assertThat(state.shown()).isEqualTo(new ConsumerStatus(State.RECEIVING, "", 8));
    }

    @Test
    void isNotStalledBetweenSteps() {
        state.endStep(State.DISCONNECTED, "the broker is away", 0);
        now.addAndGet(2 * ConsumerState.LONGEST_STEP.toNanos());

        assertThat(state.shown().state()).isEqualTo(State.DISCONNECTED);
    }

    @Test
    void showsTheWorseOfTwoSubscriptionsAndTheEventsOfBoth() {
        ConsumerStatus good = new ConsumerStatus(State.RECEIVING, "", 3);
        ConsumerStatus bad = new ConsumerStatus(State.DISCONNECTED, "the broker is away", 4);

        assertThat(good.and(bad))
                .isEqualTo(bad.and(good))
                .isEqualTo(new ConsumerStatus(State.DISCONNECTED, "the broker is away", 7));
    }
}
