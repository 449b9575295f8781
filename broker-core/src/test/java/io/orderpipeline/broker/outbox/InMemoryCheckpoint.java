package io.orderpipeline.broker.outbox;

import io.orderpipeline.broker.bus.Outage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A checkpoint in memory, for tests. It fails on demand, and several owners may share it. Thread-safe. */
public final class InMemoryCheckpoint implements Checkpoint {

    private enum Kind {
        PROLONGS,
        HANGS,
        HANGS_WITH_A_SLOW_CLOCK
    }

    /** State shared by all owners. */
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

    /** A checkpoint with a saved position. */
    public static InMemoryCheckpoint at(Position position) {
        InMemoryCheckpoint checkpoint = new InMemoryCheckpoint();
        checkpoint.store.saved = position;
        return checkpoint;
    }

    /** Another owner of the same store. */
    public InMemoryCheckpoint owner(String name) {
        return new InMemoryCheckpoint(store, name, Kind.PROLONGS);
    }

    /** Another owner, whose leases are not renewed. */
    public InMemoryCheckpoint ownerThatHangs(String name) {
        return new InMemoryCheckpoint(store, name, Kind.HANGS);
    }

    /** Another owner, whose leases are not renewed, and which does not notice when they expire. */
    public InMemoryCheckpoint ownerWithASlowClock(String name) {
        return new InMemoryCheckpoint(store, name, Kind.HANGS_WITH_A_SLOW_CLOCK);
    }

    /** Lets every lease that is not renewed expire. */
    public void outlastLeases() {
        synchronized (store) {
            HeldLease holder = store.holder;
            if (holder != null && holder.kind() != Kind.PROLONGS) {
                holder.held = holder.kind() == Kind.HANGS_WITH_A_SLOW_CLOCK;
                store.holder = null;
            }
        }
    }

    /** Makes loading and saving fail, and acquiring fail with an {@link Outage}, until {@code failure} is null again. */
    public void failWith(@Nullable RuntimeException failure) {
        store.failure = failure;
    }

    /** The saved seqs, in order. */
    public List<Long> saves() {
        return store.saves;
    }

    /** Saves without a lease, like an earlier relay. */
    public void save(Position position) {
        store.saved = position;
        store.saves.add(position.seq());
    }

    /** A lease of this owner, which must be available. */
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
