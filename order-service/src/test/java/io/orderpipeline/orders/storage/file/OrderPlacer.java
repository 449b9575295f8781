package io.orderpipeline.orders.storage.file;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.orderpipeline.broker.commit.GroupCommit.Limits;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.outbox.CommitBell;
import io.orderpipeline.broker.outbox.Position;
import io.orderpipeline.broker.outbox.file.OutboxRetention;
import io.orderpipeline.orders.placing.Order;
import io.orderpipeline.orders.placing.OrderAccepted;
import io.orderpipeline.orders.placing.OrderRefused;
import io.orderpipeline.orders.placing.Orders;
import io.orderpipeline.orders.placing.Placement;
import io.orderpipeline.orders.storage.CommitStatistics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * A separate process that places orders from several threads until it is killed. It prints {@value #OPENING} before it touches the folder,
 * then one line per answer.
 */
final class OrderPlacer {

    static final String OPENING = "opening";
    /** Precedes an accepted orderId; the line ends with {@link #END}, because a killed process may print half a line. */
    static final String ACCEPTED = "accepted ";

    static final String END = ";";
    /** Precedes anything that should not have happened. */
    static final String WRONG = "wrong: ";

    private static final int THREADS = 8;
    private static final int REPEAT_EVERY = 20;
    private static final Instant CREATED_AT = Instant.parse("2026-11-01T12:00:00.120Z");
    /** Small enough that most lives close some segments and archive some. */
    private static final int SEGMENT_BYTES = 40_000;

    private OrderPlacer() {}

    /**
     * Places orders.
     *
     * @param arguments the folder, and a name unique to this life
     */
    public static void main(String[] arguments) {
        ((Logger) LoggerFactory.getLogger("io.orderpipeline")).setLevel(Level.OFF);
        System.out.println(OPENING);
        JournalFolder folder = JournalFolder.open(Path.of(arguments[0]));
        FileOrders orders = FileOrders.open(
                folder,
                CommitBell.insideOneJvm(),
                new OutboxRetention(SEGMENT_BYTES, Duration.ZERO, () -> Long.MAX_VALUE),
                Position.START,
                Limits.USUAL,
                new CommitStatistics(),
                failure -> System.out.println(WRONG + failure));
        for (int thread = 0; thread < THREADS; thread++) {
            String prefix = arguments[1] + "-" + thread + "-";
            new Thread(() -> placeUntilKilled(orders, prefix)).start();
        }
    }

    /** The order for this id, the same in every process. */
    static Order order(String orderId) {
        return new Order(orderId, List.of(orderId + "-a", orderId + "-b"), CREATED_AT, null);
    }

    private static void placeUntilKilled(Orders orders, String prefix) {
        // Ends when its output is no longer read: its parent is gone, and it would fill the disk.
        for (int i = 0; !System.out.checkError(); i++) {
            Order order = order(prefix + i);
            expect(new OrderAccepted(order.orderId()), orders.place(order).join());
            System.out.println(ACCEPTED + order.orderId() + END);
            if (i % REPEAT_EVERY == 0) {
                expect(new OrderRefused.DuplicateOrderId(), orders.place(order).join());
            }
        }
    }

    private static void expect(Placement expected, Placement answer) {
        if (!answer.equals(expected)) {
            System.out.println(WRONG + "expected " + expected + " but was answered " + answer);
        }
    }
}
