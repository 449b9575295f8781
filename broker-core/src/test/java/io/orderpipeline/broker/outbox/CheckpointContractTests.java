package io.orderpipeline.broker.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What every adapter of {@link Checkpoint} does. */
public abstract class CheckpointContractTests {

    /** A checkpoint of one store, opened once more at each call, as after a restart. */
    protected abstract Checkpoint reopened();

    @Test
    void isAtTheStartAtFirst() {
        assertThat(reopened().load()).isEqualTo(Position.START);
    }

    @Test
    void remembersSeqAndMarkThroughARestart() {
        reopened().save(new Position(42, 0x9a3f01bc));
        assertThat(reopened().load()).isEqualTo(new Position(42, 0x9a3f01bc));
    }

    @Test
    void remembersTheLastPositionOnly() {
        Checkpoint checkpoint = reopened();
        checkpoint.save(new Position(1, 0));
        checkpoint.save(new Position(9_000_000_000_000_000L, -1));
        assertThat(checkpoint.load()).isEqualTo(new Position(9_000_000_000_000_000L, -1));
        assertThat(reopened().load()).isEqualTo(new Position(9_000_000_000_000_000L, -1));
    }

    @Test
    void goesBackWhenItIsToldTo() {
        Checkpoint checkpoint = reopened();
        checkpoint.save(new Position(7, 1));
        checkpoint.save(new Position(3, 2));
        assertThat(reopened().load()).isEqualTo(new Position(3, 2));
    }
}
