package io.orderpipeline.broker.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of every adapter of {@link Checkpoint} whose store several processes share, one of which may relay. */
public abstract class SharedCheckpointContractTests extends CheckpointContractTests {

    /** Another process using the store of {@link #reopened}; a different one at each call. */
    protected abstract Checkpoint owner(String name);

    /** One whose leases are never renewed, like those of a process that freezes as soon as it has one. */
    protected abstract Checkpoint ownerThatHangs(String name);

    /** Returns when every lease that is not renewed has expired. */
    protected abstract void outlastLeases();

    @Test
    void hasOneOwnerAtATime() {
        Checkpoint second = owner("second");
        try (Lease lease = leaseOf(owner("first"))) {
            lease.save(new Position(7, 1));
            assertThat(second.acquire()).isInstanceOfSatisfying(Checkpoint.HeldElsewhere.class, elsewhere -> {
                assertThat(elsewhere.owner()).isNotBlank();
                assertThat(elsewhere.doneSeq()).isEqualTo(7);
                assertThat(elsewhere.retryIn()).isPositive();
            });
            assertThat(lease.isHeld()).isTrue();
        }
    }

    @Test
    void hasOneOwnerAlthoughManyAskAtOnce() {
        List<CompletableFuture<Checkpoint.Ownership>> asked = IntStream.range(0, 8)
                .mapToObj(i -> owner("owner-" + i))
                .map(owner -> CompletableFuture.supplyAsync(owner::acquire))
                .toList();
        List<Lease> leases = asked.stream()
                .map(CompletableFuture::join)
                .filter(Checkpoint.Held.class::isInstance)
                .map(held -> ((Checkpoint.Held) held).lease())
                .toList();
        assertThat(leases).hasSize(1);
        leases.get(0).close();
    }

    @Test
    void passesToAnotherOwnerAtOnceWhenItIsReleased() {
        Lease first = leaseOf(owner("first"));
        first.save(new Position(7, 1));
        first.close();
        assertThat(first.isHeld()).isFalse();
        try (Lease second = leaseOf(owner("second"))) {
            assertThat(second.start()).isEqualTo(new Position(7, 1));
        }
    }

    @Test
    void staysWithAnOwnerThatRenewsIt() {
        try (Lease lease = leaseOf(owner("first"))) {
            outlastLeases();
            assertThat(lease.isHeld()).isTrue();
            assertThat(owner("second").acquire()).isInstanceOf(Checkpoint.HeldElsewhere.class);
            lease.save(new Position(1, 1));
        }
    }

    @Test
    void passesToAnotherOwnerWhenTheFirstOneHangs() {
        Lease hung = leaseOf(ownerThatHangs("hung"));
        hung.save(new Position(7, 1));
        outlastLeases();
        assertThat(hung.isHeld()).as("by its own clock, before another asks").isFalse();
        try (Lease second = leaseOf(owner("second"))) {
            assertThat(second.start()).isEqualTo(new Position(7, 1));
            assertThat(second.isHeld()).isTrue();
        }
    }

    @Test
    void refusesToSaveWithALostLease() {
        Lease hung = leaseOf(ownerThatHangs("hung"));
        outlastLeases();
        try (Lease second = leaseOf(owner("second"))) {
            second.save(new Position(9, 2));
            assertThatThrownBy(() -> hung.save(new Position(7, 1))).isInstanceOf(LeaseLostException.class);
            assertThat(hung.isHeld()).isFalse();
        }
        try (Lease third = leaseOf(owner("third"))) {
            assertThat(third.start()).isEqualTo(new Position(9, 2));
        }
    }

    @Test
    void isNotReleasedWhenALostLeaseIsClosed() {
        Lease hung = leaseOf(ownerThatHangs("hung"));
        outlastLeases();
        try (Lease second = leaseOf(owner("second"))) {
            hung.close();
            assertThat(owner("third").acquire()).isInstanceOf(Checkpoint.HeldElsewhere.class);
            second.save(new Position(1, 1));
        }
    }

    @Test
    void losesTheOldLeaseOfAnOwnerThatAsksAgain() {
        Checkpoint owner = owner("first");
        Lease old = leaseOf(owner);
        try (Lease lease = leaseOf(owner)) {
            lease.save(new Position(9, 2));
            assertThatThrownBy(() -> old.save(new Position(7, 1))).isInstanceOf(LeaseLostException.class);
            assertThat(old.isHeld()).isFalse();
        }
    }
}
