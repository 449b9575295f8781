package io.orderpipeline.broker.outbox;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A checkpoint in memory, for tests, that fails on demand. */
public final class InMemoryCheckpoint implements Checkpoint {

    private final List<Long> saves = new CopyOnWriteArrayList<>();
    private volatile long saved;
    private volatile @Nullable RuntimeException failure;

    /** A checkpoint that was saved before. */
    public static InMemoryCheckpoint at(long seq) {
        InMemoryCheckpoint checkpoint = new InMemoryCheckpoint();
        checkpoint.saved = seq;
        return checkpoint;
    }

    /** Fails to load and save until {@code failure} is null again. */
    public void failWith(@Nullable RuntimeException failure) {
        this.failure = failure;
    }

    /** What was saved, in order. */
    public List<Long> saves() {
        return saves;
    }

    @Override
    public long load() {
        failIfAsked();
        return saved;
    }

    @Override
    public void save(long seq) {
        failIfAsked();
        saved = seq;
        saves.add(seq);
    }

    private void failIfAsked() {
        RuntimeException now = failure;
        if (now != null) {
            throw now;
        }
    }
}
