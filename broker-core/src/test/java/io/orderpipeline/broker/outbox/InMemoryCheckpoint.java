package io.orderpipeline.broker.outbox;

import io.orderpipeline.broker.bus.Outage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A checkpoint in memory, for tests, that fails on demand and that several owners may share. Thread-safe. */
public final class InMemoryCheckpoint implements Checkpoint {

    private enum Kind {
        PROLONGS,
        HANGS,
        HANGS_WITH_A_SLOW_CLOCK
    }

    /** What all owners share. */
    private static final class Store {
        private final List<Long> saves = new CopyOnWriteArrayList<>();
        private volatile Position saved = Position.START;
        private volatile @Nullable RuntimeException failure;
        private volatile @Nullable HeldLease holder;
    }

    private final Store store;
    private final String name;
    private final Kind kind;

    public InMemoryCheckpoint() {
        this(new Store(), "only", Kind.PROLONGS);
    }

    private InMemoryCheckpoint(Store store, String name, Kind kind) {
        this.store = store;
        this.name = name;
        this.kind = kind;
    }

    /** A checkpoint that was saved before. */
    public static InMemoryCheckpoint at(Position position) {
        InMemoryCheckpoint checkpoint = new InMemoryCheckpoint();
        checkpoint.store.saved = position;
        return checkpoint;
    }

    /** Another owner at the same store. */
    public InMemoryCheckpoint owner(String name) {
        return new InMemoryCheckpoint(store, name, Kind.PROLONGS);
    }

    /** Another owner, whose leases are not prolonged. */
    public InMemoryCheckpoint ownerThatHangs(String name) {
        return new InMemoryCheckpoint(store, name, Kind.HANGS);
    }

    /** Another owner, whose leases are not prolonged, and which does not notice when they have run out. */
    public InMemoryCheckpoint ownerWithASlowClock(String name) {
        return new InMemoryCheckpoint(store, name, Kind.HANGS_WITH_A_SLOW_CLOCK);
    }

    /** Lets every lease run out that is not prolonged. */
    public void outlastLeases() {
        synchronized (store) {
            HeldLease holder = store.holder;
            if (holder != null && holder.kind() != Kind.PROLONGS) {
                holder.held = holder.kind() == Kind.HANGS_WITH_A_SLOW_CLOCK;
                store.holder = null;
            }
        }
    }

    /** Fails to load and to save, and in an {@link Outage} to be acquired, until {@code failure} is null again. */
    public void failWith(@Nullable RuntimeException failure) {
        store.failure = failure;
    }

    /** The seqs that were saved, in order. */
    public List<Long> saves() {
        return store.saves;
    }

    /** Saves without a lease, as a relay before. */
    public void save(Position position) {
        store.saved = position;
        store.saves.add(position.seq());
    }

    /** A lease of this owner, which must be to be had. */
    public Lease lease() {
        return CheckpointContractTests.leaseOf(this);
    }

    @Override
    public Ownership acquire() {
        if (store.failure instanceof Outage) {
            failIfAsked();
        }
        synchronized (store) {
            HeldLease holder = store.holder;
            if (holder != null && holder.owner() != this) {
                return new HeldElsewhere(holder.owner().name, store.saved.seq(), Duration.ofMillis(1));
            }
            HeldLease lease = new HeldLease();
            store.holder = lease;
            return new Held(lease);
        }
    }

    private void failIfAsked() {
        RuntimeException now = store.failure;
        if (now != null) {
            throw now;
        }
    }

    private final class HeldLease implements Lease {

        private volatile boolean held = true;

        private InMemoryCheckpoint owner() {
            return InMemoryCheckpoint.this;
        }

        private Kind kind() {
            return kind;
        }

        @Override
        public Position start() {
            failIfAsked();
            return store.saved;
        }

        @Override
        public void save(Position position) {
            failIfAsked();
            synchronized (store) {
                if (store.holder != this) {
                    held = false;
                    throw new LeaseLostException("another owner has it");
                }
                store.saved = position;
                store.saves.add(position.seq());
            }
        }

        @Override
        public boolean isHeld() {
            return held;
        }

        @Override
        public void close() {
            synchronized (store) {
                held = false;
                if (store.holder == this) {
                    store.holder = null;
                }
            }
        }
    }
}
