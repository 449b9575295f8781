package io.orderpipeline.broker.outbox;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A checkpoint in memory, for tests, that fails on demand. */
public final class InMemoryCheckpoint implements Checkpoint {

    private final List<Long> saves = new CopyOnWriteArrayList<>();
    private volatile Position saved = Position.START;
    private volatile @Nullable RuntimeException failure;

    /** A checkpoint that was saved before. */
    public static InMemoryCheckpoint at(Position position) {
        InMemoryCheckpoint checkpoint = new InMemoryCheckpoint();
        checkpoint.saved = position;
        return checkpoint;
    }

    /** Fails to load and save until {@code failure} is null again. */
    public void failWith(@Nullable RuntimeException failure) {
        this.failure = failure;
    }

    /** The seqs that were saved, in order. */
    public List<Long> saves() {
        return saves;
    }

    @Override
    public Position load() {
        failIfAsked();
        return saved;
    }

    @Override
    public void save(Position position) {
        failIfAsked();
        saved = position;
        saves.add(position.seq());
    }

    private void failIfAsked() {
        RuntimeException now = failure;
        if (now != null) {
            throw now;
        }
    }
}
