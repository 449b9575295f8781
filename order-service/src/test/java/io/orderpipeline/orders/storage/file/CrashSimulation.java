package io.orderpipeline.orders.storage.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.inbox.DeadLetterChange;
import io.orderpipeline.broker.inbox.DeadLetterChange.Died;
import io.orderpipeline.broker.inbox.DeadLetterChange.Discarded;
import io.orderpipeline.broker.inbox.DeadLetterChange.Redelivered;
import io.orderpipeline.broker.inbox.Failure;
import io.orderpipeline.broker.inbox.NotificationKey;
import io.orderpipeline.broker.inbox.file.SynchronousInbox;
import io.orderpipeline.broker.journal.BrokenStore;
import io.orderpipeline.broker.journal.Fault;
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
import io.orderpipeline.broker.outbox.OutboxUnreadableException;
import io.orderpipeline.broker.outbox.Position;
import io.orderpipeline.broker.outbox.file.FileOutbox;
import io.orderpipeline.broker.outbox.file.OutboxRetention;
import io.orderpipeline.orders.placing.NumberedOrder;
import io.orderpipeline.orders.placing.Order;
import io.orderpipeline.orders.placing.OrderAccepted;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Both services through up to four lives on one simulated disk: orders are taken, events published, notifications and dead letters
 * recorded, until a crash at any file operation, also within a recovery; then the power comes back, or only the processes, and everything
 * that anybody was told must be true. All that happens follows from the seed.
 */
final class CrashSimulation {

    private static final int LIVES = 4;
    private static final int FAULTY_LIFE = 2;
    private static final Path ORDERS = Path.of("/data/orders");
    private static final Path NOTIFICATIONS = Path.of("/data/notifications");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern FIRST_SEQ = Pattern.compile("\"seq\":(\\d+),");
    private static final Pattern WATERMARK = Pattern.compile("\"durable\":(\\d+),");

    private final Random random;
    private final SimulatedDisk disk;
    private final @Nullable BrokenStore broken;
    private final boolean stormy;
    private final Ledger ledger = new Ledger();
    private final double failingSyncs;
    private final boolean endsWithDamage;
    private final long segmentBytes;
    private final @Nullable Fault fault;

    private boolean starting;
    private boolean failed;
    private int crashes;
    private long operationsOfFaultyLife;
    private int created;

    /**
     * @param broken the rule that is broken, null for the stores as they are
     */
    CrashSimulation(long seed, @Nullable BrokenStore broken) {
        this(seed, broken, true, null);
    }

    private CrashSimulation(long seed, @Nullable BrokenStore broken, boolean stormy, @Nullable Fault fault) {
        // Neighbouring seeds would start alike.
        this.random = new Random(seed * 0x9E3779B97F4A7C15L);
        this.disk = new SimulatedDisk(random.nextLong());
        this.broken = broken;
        this.stormy = stormy;
        this.failingSyncs = stormy && random.nextInt(4) == 0 ? 0.15 : 0;
        this.endsWithDamage = stormy && random.nextInt(5) == 0;
        this.segmentBytes = random.nextInt(3) == 0 || fault != null ? 1_000 + random.nextInt(2_000) : 0;
        this.fault = fault;
    }

    /** The same life without a crash or a failure, in which even a broken store keeps its promises. */
    static CrashSimulation withoutCrashes(long seed, BrokenStore broken) {
        return new CrashSimulation(seed, broken, false, null);
    }

    /** The same life with one life in the middle in which the disk fails, at an operation counted from that life's start. */
    static CrashSimulation withFault(long seed, Fault fault) {
        return new CrashSimulation(seed, null, false, fault);
    }

    /** Lives all lives; what is returned is empty when every promise was kept. */
    Set<Violation> run() {
        for (int life = 1; life <= LIVES && ledger.violations().isEmpty(); life++) {
            if (fault != null && life == FAULTY_LIFE) {
                liveWith(fault);
            } else {
                live(stormy && life < LIVES);
            }
        }
        if (endsWithDamage && ledger.violations().isEmpty()) {
            damageAndStart();
        }
        return ledger.violations();
    }

    int crashes() {
        return crashes;
    }

    /** How many operations the disk was asked for in the life in which it failed. */
    long operationsOfFaultyLife() {
        return operationsOfFaultyLife;
    }

    /** A start may be refused and a store fail; what matters is what they leave behind. */
    private void liveWith(Fault planned) {
        long before = disk.operations();
        disk.failWith(new Fault(planned.kind(), before + planned.operation(), planned.forGood()));
        try {
            Services services = start();
            compare(services);
            work(services, 5);
            if (!failed) {
                services.stop();
            }
        } catch (JournalDamagedException e) {
            ledger.violated(Violation.REFUSED_AFTER_CRASH);
        } catch (FolderUnusableException
                | StorageFailedException
                | OutboxUnreadableException
                | UncheckedIOException e) {
            // The process ends.
        }
        operationsOfFaultyLife = disk.operations() - before;
        disk.failWith(null);
        if (random.nextBoolean()) {
            disk.killProcess();
        } else {
            disk.cutPower();
        }
    }

    private void live(boolean crashing) {
        disk.crashAtChange(crashing ? 1 + random.nextInt(random.nextInt(3) == 0 ? 25 : 70) : 0);
        disk.failSyncs(crashing ? failingSyncs : 0);
        boolean machineGoesOn = !crashing || random.nextInt(3) == 0;
        try {
            Services services = start();
            compare(services);
            work(services, random.nextInt(6));
            if (!crashing || random.nextInt(4) == 0) {
                services.stop();
            }
        } catch (SimulatedCrash e) {
            // The end of this life, wherever it was.
        } catch (JournalDamagedException e) {
            ledger.violated(Violation.REFUSED_AFTER_CRASH);
        } catch (OutboxUnreadableException e) {
            ledger.violated(Violation.EVENTS_DO_NOT_MATCH);
        } catch (FolderUnusableException | StorageFailedException e) {
            // A sync failed within a recovery or a stop: the process ends. Without such a failure nothing excuses it.
            ledger.check(crashing && failingSyncs > 0, Violation.REFUSED_AFTER_CRASH);
            machineGoesOn = true;
        }
        crashes += crashing ? 1 : 0;
        if (machineGoesOn) {
            disk.killProcess();
        } else {
            disk.cutPower();
        }
    }

    private Services start() {
        starting = true;
        failed = false;
        long done = ledger.publishedSeq() == 0 ? 0 : random.nextLong(ledger.publishedSeq() + 1);
        OrderStore orders = OrderStore.recover(
                folder(ORDERS),
                CommitBell.insideOneJvm(),
                new OutboxRetention(segmentBytes, Duration.ZERO, () -> done),
                Position.START);
        SynchronousInbox inbox = SynchronousInbox.recover(folder(NOTIFICATIONS), failure -> failed = true);
        starting = false;
        return new Services(orders, orders.commit(failure -> failed = true), inbox);
    }

    private JournalFolder folder(Path path) {
        return broken == null ? disk.folder(path) : broken.folder(path, disk, () -> starting);
    }

    private void compare(Services services) {
        ledger.compare(services.ordersShown(), services.events());
        ledger.compare(services.inbox());
        for (Path file : disk.files()) {
            // What a repair kept aside is as damaged as it was.
            if (file.toString().endsWith(".json") && !file.toString().contains("/aside-")) {
                ledger.check(isValid(disk.content(file)), Violation.INVALID_JSON);
            }
        }
    }

    private static boolean isValid(byte[] json) {
        try {
            return JSON.readTree(json).isArray();
        } catch (JacksonException e) {
            return false;
        }
    }

    private void work(Services services, int batches) {
        try (OutboxCursor relay = new FileOutbox(services.orders().folder()).after(random.nextInt(3))) {
            for (int i = 0; i < batches && !failed; i++) {
                placeOrders(services);
                if (random.nextBoolean()) {
                    deliver(relay, services.inbox());
                }
            }
        }
    }

    private void placeOrders(Services services) {
        List<PendingOrder> batch = new ArrayList<>();
        for (int n = random.nextInt(4); n >= 0; n--) {
            batch.add(services.pending(newOrder()));
        }
        boolean committed = false;
        try {
            services.commit().commit(batch);
            committed = true;
        } finally {
            if (committed || !answersAtTheEnd()) {
                batch.forEach(this::noteAnswer);
            }
        }
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
        String itemId = String.format(
                Locale.ROOT, "item-%d-%s", created, "x".repeat(random.nextInt(random.nextInt(5) == 0 ? 900 : 60)));
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

    private void deliver(OutboxCursor relay, SynchronousInbox inbox) {
        List<NotificationKey> keys = new ArrayList<>();
        List<DeadLetterChange> changes = new ArrayList<>();
        for (OutboxEntry entry = relay.next(); entry != null; entry = relay.next()) {
            ledger.publish(entry);
            OrderCreated event = (OrderCreated) entry.event();
            if (random.nextInt(4) == 0) {
                changes.add(new Died(event, new Failure("refused", "no", 5, Instant.EPOCH, Instant.ofEpochMilli(7))));
            } else {
                event.itemId().forEach(item -> keys.add(new NotificationKey(event.orderId(), item)));
            }
        }
        inbox.recordKeys(keys, ledger::notified);
        inbox.recordChanges(changes, ledger::changed);
        settleADeadLetter(inbox);
    }

    private void settleADeadLetter(SynchronousInbox inbox) {
        List<DeadLetterChange> known = ledger.changes();
        if (!known.isEmpty() && random.nextInt(3) == 0) {
            String id = known.get(random.nextInt(known.size())).id();
            Instant now = Instant.ofEpochMilli(known.size());
            inbox.recordChanges(
                    List.of(random.nextBoolean() ? new Redelivered(id, now) : new Discarded(id, "why", now)),
                    ledger::changed);
        }
    }

    /**
     * Does to a file what no crash does. A record of an order or of the inbox that a later one knows to be synced is damaged: the start
     * must refuse. A file of the outbox is damaged, taken away or exchanged: its events must all be there after the start.
     */
    private void damageAndStart() {
        List<Path> files = disk.files().stream()
                .filter(file -> file.toString().endsWith(".json"))
                .toList();
        Path file = files.get(random.nextInt(files.size()));
        if (String.valueOf(file.getFileName()).startsWith("outbox")) {
            damageOutbox(
                    file,
                    files.stream().filter(other -> other.startsWith(ORDERS)).toList());
            try {
                compare(start());
            } catch (JournalDamagedException | FolderUnusableException | OutboxUnreadableException e) {
                ledger.violated(Violation.EVENTS_DO_NOT_MATCH);
            }
        } else if (damageRecord(file)) {
            try {
                start();
                ledger.violated(Violation.DAMAGE_PASSED_OVER);
            } catch (JournalDamagedException e) {
                // as promised
            }
        }
    }

    private void damageOutbox(Path file, List<Path> files) {
        byte[] bytes = disk.content(file);
        switch (random.nextInt(4)) {
            case 0 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 2 -> bytes = disk.content(files.get(random.nextInt(files.size())));
            default -> {
                disk.remove(file);
                return;
            }
        }
        disk.put(file, bytes);
    }

    /** Flips one bit; false when the file has no record that a later one knows to be synced. */
    private boolean damageRecord(Path file) {
        byte[] bytes = disk.content(file);
        int acknowledged = endOfAcknowledged(new String(bytes, ISO_8859_1));
        if (acknowledged <= 2) {
            return false;
        }
        bytes[2 + random.nextInt(acknowledged - 2)] ^= (byte) (1 << random.nextInt(8));
        disk.put(file, bytes);
        return true;
    }

    /** Where the lines end that the last record knows to be synced. */
    private static int endOfAcknowledged(String file) {
        Matcher first = FIRST_SEQ.matcher(file);
        Matcher watermarks = WATERMARK.matcher(file);
        int durable = 0;
        while (watermarks.find()) {
            durable = Integer.parseInt(watermarks.group(1));
        }
        int end = 2;
        for (int seq = first.find() ? Integer.parseInt(first.group(1)) : 1; seq <= durable; seq++) {
            end = file.indexOf('\n', end) + 1;
        }
        return end;
    }

    /** What runs in one life. */
    private record Services(OrderStore orders, OrderCommit commit, SynchronousInbox inbox) {

        PendingOrder pending(Order order) {
            return new PendingOrder(order, orders.index().hashesOf(order));
        }

        List<NumberedOrder> ordersShown() {
            List<NumberedOrder> shown = new ArrayList<>();
            try (JournalReader reader = orders.folder().open(FileOrders.FILE).orElseThrow()) {
                for (JournalRecord record = reader.next(); record != null; record = reader.next()) {
                    shown.add(new NumberedOrder(record.seq(), OrderCodec.decode(record.json())));
                }
            }
            return shown;
        }

        List<OutboxEntry> events() {
            List<OutboxEntry> events = new ArrayList<>();
            try (OutboxCursor cursor = new FileOutbox(orders.folder()).after(0)) {
                for (OutboxEntry entry = cursor.next(); entry != null; entry = cursor.next()) {
                    events.add(entry);
                }
            }
            return events;
        }

        void stop() {
            orders.outbox().close();
            orders.orders().close();
            inbox.close();
        }
    }
}
