package io.orderpipeline.broker.inbox.file;

import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.commit.GroupCommit.Committer;
import io.orderpipeline.broker.journal.Journal;
import io.orderpipeline.broker.journal.StorageUnavailableException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Commits batches of inbox entries: write, force, update the memory, complete the callers' futures.
 *
 * <p>Not thread-safe: used only by the committing thread.
 */
final class InboxCommit<T> implements Committer<PendingEntry<T>> {

    private final Journal journal;
    private final InboxMemory<T> memory;
    private final Consumer<RuntimeException> onFailure;
    private boolean failed;

    InboxCommit(Journal journal, InboxMemory<T> memory, Consumer<RuntimeException> onFailure) {
        this.journal = journal;
        this.memory = memory;
        this.onFailure = onFailure;
    }

    @Override
    public Outcome commit(List<PendingEntry<T>> batch) {
        try {
            if (failed) {
                throw new IllegalStateException("the inbox failed earlier");
            }
            commitTrusting(batch);
        } catch (StorageUnavailableException e) {
            fail(batch, e);
        } catch (RuntimeException e) {
            fail(batch, e);
            if (!failed) {
                failed = true;
                onFailure.accept(e);
            }
        }
        return Outcome.DONE;
    }

    private void commitTrusting(List<PendingEntry<T>> batch) {
        List<PendingEntry<T>> known = new ArrayList<>(batch.size());
        Map<T, Long> added = stageNew(batch, known);
        if (!added.isEmpty()) {
            journal.write();
            journal.force();
            added.forEach(memory::remember);
        } else {
            journal.check();
        }
        known.forEach(pending -> pending.durable().complete(null));
    }

    /** Stages each new entry once. Adds to {@code known} all entries that are durable once the staged ones are; fails the others. */
    private Map<T, Long> stageNew(List<PendingEntry<T>> batch, List<PendingEntry<T>> known) {
        Map<T, Long> added = new LinkedHashMap<>();
        for (PendingEntry<T> pending : batch) {
            RuntimeException refused = null;
            for (PendingEntry.Item<T> item : pending.items()) {
                try {
                    if (!added.containsKey(item.entry()) && memory.isNew(item.entry())) {
                        added.put(item.entry(), journal.stage(item.members()));
                    }
                } catch (IllegalStateException | IllegalArgumentException e) {
                    // Only this entry is invalid: its letter does not exist, or it is too large for a record.
                    refused = e;
                }
            }
            if (refused == null) {
                known.add(pending);
            } else {
                pending.durable().completeExceptionally(refused);
            }
        }
        return added;
    }

    private static <T> void fail(List<PendingEntry<T>> batch, RuntimeException cause) {
        Outage unavailable = new Outage("cannot record: " + cause.getMessage());
        batch.forEach(pending -> pending.durable().completeExceptionally(unavailable));
    }
}
