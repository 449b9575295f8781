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
        EventCheck.Result events) {

    /** Whether services can start, and lose nothing. */
    boolean areWell() {
        return all().allMatch(JournalInspection::isUsable) && events.unequal() == 0;
    }

    /** Files with which nothing can be done. */
    List<JournalInspection> foreign() {
        return all().filter(file -> file.condition() == Condition.FOREIGN).toList();
    }

    Stream<JournalInspection> all() {
        return Stream.of(Stream.of(orders), outbox.stream(), notifications.stream())
                .flatMap(files -> files);
    }

    long lastEvent() {
        return outbox.get(outbox.size() - 1).last().seq();
    }
}
