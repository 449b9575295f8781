package io.orderpipeline.broker.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The contract of every adapter of {@link Checkpoint}. */
public abstract class CheckpointContractTests {

    /** A checkpoint of one store, reopened at each call, as after a restart. */
    protected abstract Checkpoint reopened();

    /** The lease of a checkpoint that is available. */
    public static Lease leaseOf(Checkpoint checkpoint) {
        Checkpoint.Ownership ownership = checkpoint.acquire();
        assertThat(ownership).isInstanceOf(Checkpoint.Held.class);
        return ((Checkpoint.Held) ownership).lease();
    }

    /** The lease of {@link #reopened}. */
    protected final Lease lease() {
        return leaseOf(reopened());
    }

    @Test
    void isAtTheStartAtFirst() {
        try (Lease lease = lease()) {
            assertThat(lease.start()).isEqualTo(Position.START);
        }
    }

    @Test
    void isHeldByItsOnlyOwner() {
        try (Lease lease = lease()) {
            assertThat(lease.isHeld()).isTrue();
        }
    }

    @Test
    void remembersSeqAndMarkThroughARestart() {
        save(new Position(42, 0x9a3f01bc));
        assertThat(saved()).isEqualTo(new Position(42, 0x9a3f01bc));
    }

    @Test
    void tellsAPositionOfAnotherLogByItsMark() {
        save(new Position(42, 0x9a3f01bc));
        save(new Position(42, 0x9a3f01bd));
        assertThat(saved()).isEqualTo(new Position(42, 0x9a3f01bd));
    }

    @Test
    void remembersTheLastPositionOnly() {
        try (Lease lease = lease()) {
            lease.save(new Position(1, 0));
            lease.save(new Position(9_000_000_000_000_000L, -1));
        }
        assertThat(saved()).isEqualTo(new Position(9_000_000_000_000_000L, -1));
    }

    @Test
    void canBeSetBack() {
        try (Lease lease = lease()) {
            lease.save(new Position(7, 1));
            lease.save(new Position(3, 2));
        }
        assertThat(saved()).isEqualTo(new Position(3, 2));
    }

    @Test
    void canBeAcquiredAgainAfterAClose() {
        Checkpoint checkpoint = reopened();
        for (int seq = 1; seq <= 3; seq++) {
            try (Lease lease = leaseOf(checkpoint)) {
                assertThat(lease.start().seq()).isEqualTo(seq - 1);
                lease.save(new Position(seq, seq));
            }
        }
        assertThat(saved()).isEqualTo(new Position(3, 3));
    }

    private void save(Position position) {
        try (Lease lease = lease()) {
            lease.save(position);
        }
    }

    private Position saved() {
        try (Lease lease = lease()) {
            return lease.start();
        }
    }
}
