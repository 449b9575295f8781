package io.orderpipeline.orders.storage.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.orderpipeline.broker.journal.BrokenStore;
import io.orderpipeline.broker.journal.FolderUnusableException;
import io.orderpipeline.broker.journal.JournalDamagedException;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.journal.JournalReader;
import io.orderpipeline.broker.journal.JournalRecord;
import io.orderpipeline.broker.journal.SimulatedCrash;
import io.orderpipeline.broker.journal.SimulatedDisk;
import io.orderpipeline.broker.journal.StorageFailedException;
import io.orderpipeline.broker.outbox.CommitBell;
import io.orderpipeline.broker.outbox.OutboxCursor;
import io.orderpipeline.broker.outbox.OutboxEntry;
import io.orderpipeline.broker.outbox.file.FileOutbox;
import io.orderpipeline.orders.order.NumberedOrder;
import io.orderpipeline.orders.order.Order;
import io.orderpipeline.orders.order.OrderAccepted;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * One store through up to four lives on a simulated disk: it takes orders and publishes events until it crashes, at any file
 * operation, also within a recovery; then the power comes back, or only the process, and everything that anybody was told must be true.
 * All that happens follows from the seed.
 */
final class CrashSimulation {

    private static final int LIVES = 4;
    private static final Path FOLDER = Path.of("/data/orders");
    private static final Path ORDERS = FOLDER.resolve("orders.json");
    private static final Path OUTBOX = FOLDER.resolve("outbox.json");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern WATERMARK = Pattern.compile("\"durable\":(\\d+),");

    private final Random random;
    private final SimulatedDisk disk;
    private final @Nullable BrokenStore broken;
    private final Ledger ledger = new Ledger();
    private final double failingSyncs;
    private final boolean endsWithDamage;
    private final boolean stormy;

    private boolean starting;
    private int crashes;
    private int created;

    /**
     * @param broken the rule that is broken, null for the store as it is
     */
    CrashSimulation(long seed, @Nullable BrokenStore broken) {
        this(seed, broken, true);
    }

    /** The same life without a crash or a failure, in which even a broken store keeps its promises. */
    static CrashSimulation withoutCrashes(long seed, BrokenStore broken) {
        return new CrashSimulation(seed, broken, false);
    }

    private CrashSimulation(long seed, @Nullable BrokenStore broken, boolean stormy) {
        this.stormy = stormy;
        // Neighbouring seeds would start alike.
        this.random = new Random(seed * 0x9E3779B97F4A7C15L);
        this.disk = new SimulatedDisk(random.nextLong());
        this.broken = broken;
        this.failingSyncs = stormy && random.nextInt(4) == 0 ? 0.15 : 0;
        this.endsWithDamage = stormy && random.nextInt(5) == 0;
    }

    /** Lives all lives; what is returned is empty when every promise was kept. */
    Set<Violation> run() {
        for (int life = 1; life <= LIVES && ledger.violations().isEmpty(); life++) {
            live(life == LIVES);
        }
        if (endsWithDamage && ledger.violations().isEmpty()) {
            damageAndStart();
        }
        return ledger.violations();
    }

    int crashes() {
        return crashes;
    }

    private void live(boolean last) {
        boolean crashing = stormy && !last;
        disk.crashAfter(crashing ? 1 + random.nextInt(120) : 0);
        disk.failSyncs(last ? 0 : failingSyncs);
        boolean machineGoesOn = !crashing || random.nextInt(4) == 0;
        try {
            OrderStore store = start();
            ledger.compare(orders(store), events(store));
            check(ORDERS);
            check(OUTBOX);
            acceptOrders(store, random.nextInt(6));
            if (!crashing || random.nextInt(4) == 0) {
                stop(store);
            }
        } catch (SimulatedCrash e) {
            // The end of this life, wherever it was.
        } catch (JournalDamagedException e) {
            ledger.violated(Violation.REFUSED_AFTER_CRASH);
        } catch (FolderUnusableException | StorageFailedException e) {
            // The disk failed within the recovery or the stop: the process ends.
            machineGoesOn = true;
        }
        crashes += crashing ? 1 : 0;
        if (machineGoesOn) {
            disk.killProcess();
        } else {
            disk.cutPower();
        }
    }

    private OrderStore start() {
        starting = true;
        JournalFolder folder = broken == null ? disk.folder(FOLDER) : broken.folder(FOLDER, disk, () -> starting);
        OrderStore store = OrderStore.recover(folder, CommitBell.insideOneJvm());
        starting = false;
        return store;
    }

    private static void stop(OrderStore store) {
        store.outbox().close();
        store.orders().close();
    }

    private void acceptOrders(OrderStore store, int batches) {
        boolean[] failed = {false};
        OrderCommit commit = store.commit(failure -> failed[0] = true);
        try (OutboxCursor relay = new FileOutbox(store.folder()).after(random.nextInt(3))) {
            for (int i = 0; i < batches && !failed[0]; i++) {
                List<PendingOrder> batch = new ArrayList<>();
                for (int n = random.nextInt(4); n >= 0; n--) {
                    batch.add(place(store, newOrder()));
                }
                boolean committed = false;
                try {
                    commit.commit(batch);
                    committed = true;
                } finally {
                    if (committed || !answersAtTheEnd()) {
                        batch.forEach(this::noteAnswer);
                    }
                }
                if (random.nextBoolean()) {
                    publish(relay);
                }
            }
        }
    }

    private static PendingOrder place(OrderStore store, Order order) {
        return new PendingOrder(order, store.index().hashesOf(order));
    }

    /** Two of the broken stores do everything in the wrong order before they answer. */
    private boolean answersAtTheEnd() {
        return broken == BrokenStore.OUTBOX_FIRST || broken == BrokenStore.PUBLISH_BEFORE_SYNC;
    }

    private void noteAnswer(PendingOrder pending) {
        boolean answered = pending.answer().isDone() && !pending.answer().isCompletedExceptionally();
        if (answered && pending.answer().join() instanceof OrderAccepted) {
            ledger.check(!isDuplicate(pending.order()), Violation.DUPLICATE_ACCEPTED);
            ledger.acknowledge(pending.order());
        }
    }

    private boolean isDuplicate(Order order) {
        return ledger.acknowledged().stream()
                .anyMatch(known -> known.orderId().equals(order.orderId())
                        || known.itemIds().stream().anyMatch(order.itemIds()::contains));
    }

    /** Mostly new, of any length; sometimes with an id that was accepted before. */
    private Order newOrder() {
        created++;
        List<Order> known = ledger.acknowledged();
        String orderId = "order-" + created;
        String itemId = "item-%d-%s".formatted(created, "x".repeat(random.nextInt(random.nextInt(5) == 0 ? 900 : 60)));
        if (!known.isEmpty() && random.nextInt(6) == 0) {
            Order other = known.get(random.nextInt(known.size()));
            if (random.nextBoolean()) {
                orderId = other.orderId();
            } else {
                itemId = other.itemIds().get(0);
            }
        }
        return new Order(orderId, List.of(itemId, "item-" + created), Instant.ofEpochMilli(created), null);
    }

    private void publish(OutboxCursor relay) {
        for (OutboxEntry entry = relay.next(); entry != null; entry = relay.next()) {
            ledger.publish(entry);
        }
    }

    private static List<NumberedOrder> orders(OrderStore store) {
        List<NumberedOrder> orders = new ArrayList<>();
        try (JournalReader reader = store.folder().open(FileOrders.FILE).orElseThrow()) {
            for (JournalRecord record = reader.next(); record != null; record = reader.next()) {
                Order order = OrderCodec.decode(record.json());
                orders.add(new NumberedOrder(record.seq(), order));
            }
        }
        return orders;
    }

    private static List<OutboxEntry> events(OrderStore store) {
        List<OutboxEntry> events = new ArrayList<>();
        try (OutboxCursor cursor = new FileOutbox(store.folder()).after(0)) {
            for (OutboxEntry entry = cursor.next(); entry != null; entry = cursor.next()) {
                events.add(entry);
            }
        }
        return events;
    }

    private void check(Path file) {
        try {
            ledger.check(JSON.readTree(disk.content(file)).isArray(), Violation.INVALID_JSON);
        } catch (JacksonException e) {
            ledger.violated(Violation.INVALID_JSON);
        }
    }

    /** Flips one bit of a record that a later one knows to be synced: this no crash can do, and the start must refuse. */
    private void damageAndStart() {
        Path file = random.nextBoolean() ? ORDERS : OUTBOX;
        byte[] bytes = disk.content(file);
        int acknowledged = endOfAcknowledged(new String(bytes, ISO_8859_1));
        if (acknowledged <= 2) {
            return;
        }
        bytes[2 + random.nextInt(acknowledged - 2)] ^= (byte) (1 << random.nextInt(8));
        disk.put(file, bytes);
        try {
            start();
            ledger.violated(Violation.DAMAGE_PASSED_OVER);
        } catch (JournalDamagedException e) {
            // as promised
        }
    }

    /** Where the lines end that the last record knows to be synced. */
    private static int endOfAcknowledged(String file) {
        Matcher watermarks = WATERMARK.matcher(file);
        int lines = 0;
        while (watermarks.find()) {
            lines = Integer.parseInt(watermarks.group(1));
        }
        int end = 2;
        for (int i = 0; i < lines; i++) {
            end = file.indexOf('\n', end) + 1;
        }
        return end;
    }
}
