package io.orderpipeline.broker.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class PauseSwitchTests {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final HandMovedTime time = new HandMovedTime();
    private final PauseSwitch pause = new PauseSwitch(time);

    @Test
    void remindsOperatorsWhileItLasts(CapturedOutput output) {
        pause.turn(true);
        assertThat(pause.remind(7)).isEqualTo(MINUTE.toNanos());
        time.move(MINUTE.minusNanos(1));
        assertThat(pause.remind(7)).isEqualTo(1);
        assertThat(output).doesNotContain("still_paused");
        for (int minutes = 1; minutes <= 3; minutes++) {
            time.move(minutes == 1 ? Duration.ofNanos(1) : MINUTE);
            assertThat(pause.remind(7)).isEqualTo(MINUTE.toNanos());
            assertThat(output).containsOnlyOnce("relay.still_paused for=" + 60 * minutes + "s doneSeq=7");
        }
    }

    @Test
    void remindsOfNothingOnceItIsOver(CapturedOutput output) {
        pause.turn(true);
        pause.turn(false);
        time.move(MINUTE);
        assertThat(pause.remind(7)).isEqualTo(Long.MAX_VALUE);
        assertThat(output).doesNotContain("still_paused");
    }

    @Test
    void saysWhetherItChanged() {
        assertThat(pause.turn(false)).isFalse();
        assertThat(pause.turn(true)).isTrue();
        assertThat(pause.turn(true)).isFalse();
        assertThat(pause.isOn()).isTrue();
    }
}
