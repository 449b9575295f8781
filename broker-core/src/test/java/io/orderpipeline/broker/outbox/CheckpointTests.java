package io.orderpipeline.broker.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTests {

    @Test
    void isAskedForAgainAfterAPause() {
        Duration shortest = Duration.ofNanos(1);
        assertThat(new Checkpoint.HeldElsewhere("other", 1, shortest).retryIn()).isEqualTo(shortest);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void isNeverAskedForWithoutAPause(long nanos) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Checkpoint.HeldElsewhere("other", 1, Duration.ofNanos(nanos)))
                .withMessageStartingWith("the pause must be more than zero, not PT");
    }
}
