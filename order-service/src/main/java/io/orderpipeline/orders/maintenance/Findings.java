package io.orderpipeline.orders.maintenance;

import io.orderpipeline.broker.journal.JournalInspection;
import io.orderpipeline.broker.journal.JournalInspection.Condition;
import java.util.List;
import java.util.stream.Stream;

/**
 * How the files of a data folder are.
 *
 * @param orders        orders.json
 * @param outbox        the files that together hold the outbox, oldest first
 * @param notifications the files of the notification service
 * @param events        how orders and events go together
 */
record Findings(
        JournalInspection orders,
        List<JournalInspection> outbox,
        List<JournalInspection> notifications,
        ComparedEvents events) {

    /** Whether no promise is broken: at most there is what the next start repairs on its own. */
    boolean areWhole() {
        return records().allMatch(JournalInspection::isUsable) && isOutboxWhole();
    }

    /** Whether a relay can read every event. */
    boolean isOutboxWhole() {
        return outbox.stream().allMatch(JournalInspection::isUsable)
                && (events.problem().isEmpty() || endsTorn());
    }

    /** Files with which nothing can be done; a foreign outbox can be written again. */
    List<JournalInspection> foreign() {
        return records().filter(file -> file.condition() == Condition.FOREIGN).toList();
    }

    /** The files from which everything else can be made, or that nothing else holds. */
    Stream<JournalInspection> records() {
        return Stream.concat(Stream.of(orders), notifications.stream());
    }

    /** How many events the next start appends, when the outbox is whole. */
    long lacking() {
        return Math.max(0, orders.last().seq() - events.right());
    }

    /** Whether what cannot be read is the end of a batch that a crash left. */
    private boolean endsTorn() {
        JournalInspection live = outbox.get(outbox.size() - 1);
        return live.condition() == Condition.TORN_TAIL
                && events.right() >= live.last().seq();
    }
}
