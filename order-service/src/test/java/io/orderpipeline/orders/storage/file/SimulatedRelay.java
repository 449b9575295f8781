package io.orderpipeline.orders.storage.file;

import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.inbox.DeadLetterChange;
import io.orderpipeline.broker.inbox.DeadLetterChange.Died;
import io.orderpipeline.broker.inbox.Failure;
import io.orderpipeline.broker.inbox.NotificationKey;
import io.orderpipeline.broker.inbox.file.SynchronousInbox;
import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.outbox.Checkpoint.Held;
import io.orderpipeline.broker.outbox.CheckpointNotSavedException;
import io.orderpipeline.broker.outbox.CheckpointUnreadableException;
import io.orderpipeline.broker.outbox.Lease;
import io.orderpipeline.broker.outbox.OutboxCursor;
import io.orderpipeline.broker.outbox.OutboxEntry;
import io.orderpipeline.broker.outbox.Position;
import io.orderpipeline.broker.outbox.file.CheckpointFile;
import io.orderpipeline.broker.outbox.file.FileCheckpoint;
import io.orderpipeline.broker.outbox.file.FileOutbox;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What the relay and the handler do with the files, without their threads: from the checkpoint on, effectively once. */
final class SimulatedRelay implements AutoCloseable {

    private final OutboxCursor cursor;
    private final Lease lease;
    private final SynchronousInbox inbox;
    private final Ledger ledger;
    private final Random random;

    private Position done;
    /** Whether an event could not be recorded: the checkpoint then stays before it. */
    private boolean stuck;

    private SimulatedRelay(
            OutboxCursor cursor, Position done, Lease lease, SynchronousInbox inbox, Ledger ledger, Random random) {
        this.cursor = cursor;
        this.done = done;
        this.lease = lease;
        this.inbox = inbox;
        this.ledger = ledger;
        this.random = random;
    }

    /**
     * Starts after the last delivered event.
     *
     * @param jumps whether it skips what it cannot read
     */
    static SimulatedRelay start(
            FolderView orders,
            JournalFolder notifications,
            SynchronousInbox inbox,
            Ledger ledger,
            Random random,
            boolean jumps) {
        FileOutbox outbox = new FileOutbox(orders);
        Position saved = savedIn(notifications);
        Position from = outbox.holds(saved) ? saved : Position.START;
        OutboxCursor cursor = jumps ? JumpingCursor.after(orders, from.seq()) : outbox.after(from);
        Lease lease = ((Held) FileCheckpoint.inProcess(notifications).acquire()).lease();
        return new SimulatedRelay(cursor, from, lease, inbox, ledger, random);
    }

    /** The position a service uses, also when the checkpoint is unreadable. */
    static Position savedIn(JournalFolder notifications) {
        try {
            return CheckpointFile.inProcess(notifications.view()).read();
        } catch (CheckpointUnreadableException e) {
            return Position.START;
        }
    }

    /** Delivers all events, and usually saves its position. */
    void deliver() {
        List<OutboxEntry> entries = new ArrayList<>();
        for (OutboxEntry entry = cursor.next(); entry != null; entry = cursor.next()) {
            entries.add(entry);
        }
        record(entries);
        for (OutboxEntry entry : entries) {
            stuck |= !isRecorded((OrderCreated) entry.event());
            done = stuck ? done : entry.position();
        }
        if (random.nextInt(3) > 0) {
            saveCheckpoint();
        }
    }

    @Override
    public void close() {
        cursor.close();
        lease.close();
    }

    private void record(List<OutboxEntry> entries) {
        List<NotificationKey> keys = new ArrayList<>();
        List<DeadLetterChange> changes = new ArrayList<>();
        for (OutboxEntry entry : entries) {
            ledger.publish(entry);
            OrderCreated event = (OrderCreated) entry.event();
            if (isRecorded(event)) {
                ledger.recorded(event.orderId());
                continue;
            }
            if (random.nextInt(4) == 0) {
                changes.add(died(event));
            } else {
                keys.addAll(keysOf(event));
            }
        }
        inbox.recordKeys(keys, ledger::notified);
        inbox.recordChanges(changes, ledger::changed);
    }

    private void saveCheckpoint() {
        try {
            lease.save(done);
        } catch (CheckpointNotSavedException e) {
            // The earlier checkpoint stays.
        }
    }

    private boolean isRecorded(OrderCreated event) {
        return inbox.find(died(event).id()).isPresent()
                || keysOf(event).stream().allMatch(inbox::contains);
    }

    private static List<NotificationKey> keysOf(OrderCreated event) {
        return event.itemId().stream()
                .map(item -> new NotificationKey(event.orderId(), item))
                .toList();
    }

    static Died died(OrderCreated event) {
        return new Died(event, new Failure("refused", "no", 5, Instant.EPOCH, Instant.ofEpochMilli(7)));
    }
}
