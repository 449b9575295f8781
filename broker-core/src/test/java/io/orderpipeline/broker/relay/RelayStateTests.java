package io.orderpipeline.broker.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RelayStateTests {

    private final HandMovedTime time = new HandMovedTime();
    private final RelayState state = new RelayState(time);

    @Test
    void isStalledOnceAStepTakesMoreThanFiveSeconds() {
        state.become(RelayStatus.State.RUNNING);
        state.beginStep();
        time.move(Duration.ofSeconds(5));
        assertThat(state.shown()).isEqualTo(RelayStatus.State.RUNNING);
        time.moveNanos(1);
        assertThat(state.shown()).isEqualTo(RelayStatus.State.STALLED);
        state.endStep();
        assertThat(state.shown()).isEqualTo(RelayStatus.State.RUNNING);
    }

    @Test
    void showsThatItIsStuckRatherThanPausedAndThatItIsStoppedRatherThanEither() {
        state.pause.turn(true);
        state.become(RelayStatus.State.OUTAGE);
        assertThat(state.shown()).isEqualTo(RelayStatus.State.PAUSED);
        state.beginStep();
        time.move(Duration.ofSeconds(6));
        assertThat(state.shown()).isEqualTo(RelayStatus.State.STALLED);
        state.become(RelayStatus.State.STOPPED);
        assertThat(state.shown()).isEqualTo(RelayStatus.State.STOPPED);
    }
}
