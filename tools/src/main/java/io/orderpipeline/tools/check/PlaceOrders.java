package io.orderpipeline.tools.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.tools.load.Answer;
import io.orderpipeline.tools.load.Attempt.PlacedOrder;
import io.orderpipeline.tools.load.OrderClient;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Posts orders of two items to a service on this machine and records each answer as a line "status orderId". The status is "unknown" when
 * no complete answer arrived. Ends after the given time or count, or when the service is gone.
 *
 * <p>Usage: {@code java -cp tools.jar io.orderpipeline.tools.check.PlaceOrders port clients seconds orders-per-second(0: unlimited)
 * prefix ledger [most-orders]}
 */
public final class PlaceOrders {

    /** Shorter than the service's Retry-After, so that it stays overloaded. */
    private static final long RETRY_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final int port;
    private final long seconds;
    private final double rate;
    private final String prefix;
    private final long most;
    private final AtomicLong serials = new AtomicLong();
    private final long start = System.nanoTime();

    private PlaceOrders(int port, long seconds, double rate, String prefix, long most) {
        this.port = port;
        this.seconds = seconds;
        this.rate = rate;
        this.prefix = prefix;
        this.most = most;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        PlaceOrders load = new PlaceOrders(
                Integer.parseInt(arguments[0]),
                Long.parseLong(arguments[2]),
                Double.parseDouble(arguments[3]),
                arguments[4],
                arguments.length > 6 ? Long.parseLong(arguments[6]) : Long.MAX_VALUE);
        try (PrintStream ledger = new PrintStream(arguments[5], UTF_8)) {
            System.out.println(load.run(Integer.parseInt(arguments[1]), ledger));
        }
    }

    private LoadSummary run(int clients, PrintStream ledger) throws InterruptedException {
        LoadSummary summary = new LoadSummary(start, TimeUnit.SECONDS.toNanos(seconds));
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            Thread thread = new Thread(() -> place(ledger, summary));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return summary;
    }

    private void place(PrintStream ledger, LoadSummary summary) {
        try (OrderClient client = new OrderClient(port)) {
            while (System.nanoTime() - start < TimeUnit.SECONDS.toNanos(seconds) && client.isServiceThere()) {
                long serial = serials.incrementAndGet();
                if (serial > most) {
                    return;
                }
                pace(serial);
                String orderId = prefix + "-" + serial;
                long sent = System.nanoTime();
                OrderClient.Reply reply =
                        client.place(new PlacedOrder(orderId, List.of(orderId + "-a", orderId + "-b"), null));
                String status = reply.answer() == Answer.UNKNOWN ? "unknown" : String.valueOf(reply.status());
                synchronized (ledger) {
                    ledger.println(status + " " + orderId);
                    summary.add(status, sent, System.nanoTime());
                }
                if (reply.status() == 503) {
                    LockSupport.parkNanos(RETRY_PAUSE_NANOS);
                }
            }
        }
    }

    private void pace(long serial) {
        if (rate > 0) {
            long due = start + (long) (serial / rate * 1e9);
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
        }
    }
}
