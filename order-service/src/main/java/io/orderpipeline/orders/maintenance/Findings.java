package io.orderpipeline.orders.maintenance;

import io.orderpipeline.broker.journal.JournalInspection;
import io.orderpipeline.broker.journal.JournalInspection.Condition;
import java.util.List;
import java.util.stream.Stream;

/**
 * The condition of the files in a data folder.
 *
 * @param orders        orders.json
 * @param outbox        the files that make up the outbox, oldest first
 * @param notifications the files of the notification service
 * @param events        how orders and events match
 */
record Findings(
        JournalInspection orders,
        List<JournalInspection> outbox,
        List<JournalInspection> notifications,
        ComparedEvents events) {

    /** No damage, or only what the next start repairs on its own. */
    boolean areWhole() {
        return records().allMatch(JournalInspection::isUsable) && isOutboxWhole();
    }

    /** Whether a relay can read every event. */
    boolean isOutboxWhole() {
        return outbox.stream().allMatch(JournalInspection::isUsable)
                && (events.problem().isEmpty() || endsTorn());
    }

    /** Foreign files, which cannot be repaired. A foreign outbox does not count: it can be rebuilt. */
    List<JournalInspection> foreign() {
        return records().filter(file -> file.condition() == Condition.FOREIGN).toList();
    }

    /** The files that cannot be rebuilt from others; everything else can be rebuilt from them. */
    Stream<JournalInspection> records() {
        return Stream.concat(Stream.of(orders), notifications.stream());
    }

    /** How many events the next start will append, when the outbox is intact. */
    long lacking() {
        return Math.max(0, orders.last().seq() - events.right());
    }

    /** Whether the unreadable part is just a batch cut short by a crash. */
    private boolean endsTorn() {
        JournalInspection live = outbox.get(outbox.size() - 1);
        return live.condition() == Condition.TORN_TAIL
                && events.right() >= live.last().seq();
    }
}
