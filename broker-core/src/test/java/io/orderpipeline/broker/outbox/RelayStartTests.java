package io.orderpipeline.broker.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class RelayStartTests {

    private static final long HANDLED = 3;
    private static final long PUBLISHED = 5;

    @Test
    void isAfterTheLastPublishedEventOfABroker() {
        RelayStart start = new RelayStart(HANDLED, Optional.of("kafka"), PUBLISHED);
        assertThat(start.isBehindBroker()).isTrue();
        assertThat(start.doneSeq()).isEqualTo(PUBLISHED);
    }

    @Test
    void isAfterTheLastHandledEventWhenNothingWasPublished() {
        RelayStart start = new RelayStart(HANDLED, Optional.of("kafka"), 0);
        assertThat(start.isBehindBroker()).isFalse();
        assertThat(start.doneSeq()).isEqualTo(HANDLED);
    }

    @Test
    void isAfterTheLastHandledEventWithoutABroker() {
        RelayStart start = new RelayStart(HANDLED, Optional.empty(), PUBLISHED);
        assertThat(start.isBehindBroker()).isFalse();
        assertThat(start.doneSeq()).isEqualTo(HANDLED);
    }
}
