package io.orderpipeline.orders.storage.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.CompletableFuture.delayedExecutor;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.outbox.OutboxEntry;
import io.orderpipeline.orders.placing.NumberedOrder;
import io.orderpipeline.orders.placing.OrderRefused;
import io.orderpipeline.orders.placing.Placement;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real process on the real file system, killed under load and restarted on the same folder, over and over, and compared with what it
 * acknowledged. {@code -Dkills=500} kills it more often, {@code -Dseed=4711} at other moments.
 */
class KilledProcessTests {

    private static final int KILLS = Integer.getInteger("kills", 10);
    private static final long SEED = Long.getLong("seed", 1);
    private static final int MOST_ANSWERS_OF_A_LIFE = 1_500;
    private static final int MOST_REPEATS = 5_000;
    /** Catches a process that hangs; on a busy machine a normal one takes a minute. */
    private static final int LONGEST_LIFE_SECONDS = 300;

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);
    private final Ledger ledger = new Ledger();
    private final List<String> acknowledged = new ArrayList<>();

    @Test
    void keepsWhatItAcknowledgedHoweverOftenItIsKilled() throws Exception {
        int comparisons = 0;
        for (int life = 1; life <= KILLS; life++) {
            liveUntilKilled("life" + life);
            // Otherwise the next process recovers the folder, and may be killed while it does.
            if (life == KILLS || random.nextInt(3) > 0) {
                restartAndCompare();
                comparisons++;
            }
        }
        System.out.printf(
                Locale.ROOT,
                "killed process: kills=%d comparisons=%d acknowledged=%d seed=%d%n",
                KILLS,
                comparisons,
                acknowledged.size(),
                SEED);
        assertThat(acknowledged).hasSizeGreaterThan(KILLS);
    }

    /** Kills it at some moment during its start, or under load after some number of answers. */
    private void liveUntilKilled(String life) throws IOException, InterruptedException {
        int answers = random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(MOST_ANSWERS_OF_A_LIFE);
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OrderPlacer.class.getName(),
                        folder.toString(),
                        life)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        delayedExecutor(LONGEST_LIFE_SECONDS, SECONDS).execute(process::destroyForcibly);
        try (BufferedReader output = process.inputReader(UTF_8)) {
            assertThat(output.readLine()).isEqualTo(OrderPlacer.OPENING);
            output.lines().limit(answers).forEach(this::note);
            assertThat(process.isAlive()).as("%s runs until it is killed", life).isTrue();
            // Process.destroyForcibly would close its output and lose answers still buffered there.
            process.toHandle().destroyForcibly();
            output.lines().forEach(this::note);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private void note(String line) {
        assertThat(line).doesNotStartWith(OrderPlacer.WRONG);
        if (line.startsWith(OrderPlacer.ACCEPTED) && line.endsWith(OrderPlacer.END)) {
            String orderId = line.substring(OrderPlacer.ACCEPTED.length(), line.length() - OrderPlacer.END.length());
            acknowledged.add(orderId);
            ledger.acknowledge(OrderPlacer.order(orderId));
        }
    }

    private void restartAndCompare() {
        try (OrdersFolder restarted = OrdersFolder.open(folder)) {
            List<NumberedOrder> orders = restarted.orders().after(0, Integer.MAX_VALUE);
            List<OutboxEntry> events = restarted.outbox();
            ledger.compare(orders, events);
            assertThat(ledger.violations()).isEmpty();
            List<Long> seqs = LongStream.rangeClosed(1, orders.size()).boxed().toList();
            assertThat(orders).extracting(NumberedOrder::seq).isEqualTo(seqs);
            assertThat(events).extracting(OutboxEntry::seq).isEqualTo(seqs);
            refusesAgain(
                    restarted,
                    acknowledged.subList(Math.max(0, acknowledged.size() - MOST_REPEATS), acknowledged.size()));
        }
    }

    private static void refusesAgain(OrdersFolder restarted, List<String> orderIds) {
        List<CompletableFuture<Placement>> answers = orderIds.stream()
                .map(OrderPlacer::order)
                .map(restarted.orders()::place)
                .toList();
        assertThat(answers).extracting(CompletableFuture::join).allMatch(new OrderRefused.DuplicateOrderId()::equals);
    }
}
