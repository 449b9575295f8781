package io.orderpipeline.orders.maintenance;

import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.orders.maintenance.SalvagedOrders.SalvagedOrder;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/**
 * What a damaged orders.json can be rebuilt from.
 *
 * @param sources  the outbox files that orders may be rebuilt from; none when they hold events of other orders
 * @param kept     how many orders are intact
 * @param rebuilt  the seqs of orders rebuilt from their events
 * @param lost     the seqs of orders that neither file holds
 * @param gaps     the bytes of orders.json that hold no intact order
 * @param disagree whether an event in the sources does not match the order with its seq
 */
record OrdersSurvey(List<String> sources, long kept, Ranges rebuilt, Ranges lost, Ranges gaps, boolean disagree) {

    /** Reads orders.json, and the outbox unless it turns out to belong to other orders. */
    static OrdersSurvey of(FolderView folder, List<String> outbox) {
        OrdersSurvey survey = read(folder, outbox);
        return survey.disagree ? read(folder, List.of()) : survey;
    }

    /** Whether orders get new seqs, so that the outbox no longer matches them. */
    boolean renumbers() {
        return !lost.isEmpty() || sources.isEmpty();
    }

    void describe(PrintStream out) {
        out.printf(Locale.ROOT, "orders.json: %d whole orders are kept%n", kept);
        if (!gaps.isEmpty()) {
            out.printf(
                    Locale.ROOT,
                    "orders.json: %d bytes hold no whole order and are taken out: bytes %s%n",
                    gaps.count(),
                    gaps);
        }
        if (!rebuilt.isEmpty()) {
            out.printf(
                    Locale.ROOT,
                    "orders.json: %d orders are rebuilt from their events, without the idempotency key they may have had: seq %s%n",
                    rebuilt.count(),
                    rebuilt);
        }
        if (sources.isEmpty()) {
            out.println("orders.json: nothing is rebuilt from the outbox, which holds events of other orders");
        }
        if (!lost.isEmpty()) {
            out.printf(Locale.ROOT, "orders.json: %d orders cannot be brought back: seq %s%n", lost.count(), lost);
            out.println("orders.json: the orders after a lost one get new seqs");
        }
    }

    private static OrdersSurvey read(FolderView folder, List<String> outbox) {
        Ranges rebuilt = new Ranges();
        Ranges lost = new Ranges();
        Ranges gaps = new Ranges();
        long kept = 0;
        long seq = 0;
        try (SalvagedOrders orders =
                new SalvagedOrders(folder, outbox, range -> gaps.addAll(range.from(), range.to() - 1))) {
            for (SalvagedOrder order = orders.next(); order != null; order = orders.next()) {
                lost.addAll(seq + 1, order.seq() - 1);
                seq = order.seq();
                if (order.rebuilt()) {
                    rebuilt.add(seq);
                } else {
                    kept++;
                }
            }
            return new OrdersSurvey(outbox, kept, rebuilt, lost, gaps, orders.disagree());
        }
    }
}
