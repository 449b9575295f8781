package io.orderpipeline.orders.storage.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.orderpipeline.broker.inbox.DeadLetterChange;
import io.orderpipeline.broker.inbox.DeadLetterChange.Discarded;
import io.orderpipeline.broker.inbox.DeadLetterChange.Redelivered;
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
import io.orderpipeline.broker.outbox.file.CheckpointFile;
import io.orderpipeline.broker.outbox.file.FileOutbox;
import io.orderpipeline.broker.outbox.file.OutboxRetention;
import io.orderpipeline.orders.placing.NumberedOrder;
import io.orderpipeline.orders.placing.Order;
import io.orderpipeline.orders.placing.OrderAccepted;
import io.orderpipeline.orders.storage.CommitStatistics;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
 * Runs both services through up to four lives on one simulated disk. Each life takes orders, publishes events and records notifications and
 * dead letters until a crash at any file operation, including during recovery. After a power cut or a process kill, everything acknowledged
 * to anyone must still be true. The whole run is determined by the seed.
 */
final class CrashSimulation {

    private static final int LIVES = 4;
    private static final int FAULTY_LIFE = 2;
    private static final Path ORDERS = Path.of("/data/orders");
    private static final Path NOTIFICATIONS = Path.of("/data/notifications");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern FIRST_SEQ = Pattern.compile("\"seq\":(\\d+),");
    private static final Pattern WATERMARK = Pattern.compile("\"durable\":(\\d+),");

    private final long seed;
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
    /** Part of every id, so that no two pipelines accept the same ids. */
    private String pipeline = "";

    /** @param broken the rule to break, null for the real stores */
    CrashSimulation(long seed, @Nullable BrokenStore broken) {
        this(seed, broken, true, null);
    }

    private CrashSimulation(long seed, @Nullable BrokenStore broken, boolean stormy, @Nullable Fault fault) {
        // Consecutive seeds would start alike.
        this.seed = seed;
        this.random = new Random(seed * 0x9E3779B97F4A7C15L);
        this.disk = new SimulatedDisk(random.nextLong());
        this.broken = broken;
        this.stormy = stormy;
        this.failingSyncs = stormy && random.nextInt(4) == 0 ? 0.15 : 0;
        this.endsWithDamage = stormy && random.nextInt(5) == 0;
        this.segmentBytes = random.nextInt(3) == 0 || fault != null ? 1_000 + random.nextInt(2_000) : 0;
        this.fault = fault;
    }

    /** The same run without a crash or a failure, in which even a broken store keeps its promises. */
    static CrashSimulation withoutCrashes(long seed, @Nullable BrokenStore broken) {
        return new CrashSimulation(seed, broken, false, null);
    }

    /** The same run for a pipeline with other orders. */
    static CrashSimulation ofAnotherPipeline(long seed) {
        CrashSimulation other = new CrashSimulation(seed, null, false, null);
        other.pipeline = "other-";
        return other;
    }

    /** The same run with a disk fault in a middle life, at an operation counted from the start of that life. */
    static CrashSimulation withFault(long seed, Fault fault) {
        return new CrashSimulation(seed, null, false, fault);
    }

    /** Runs all lives; the result is empty when every promise was kept. */
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

    /** The remaining files of both services. */
    List<Path> files() {
        return disk.files().stream()
                .filter(file -> file.toString().endsWith(".json"))
                .toList();
    }

    byte[] content(Path file) {
        return disk.content(file);
    }

    /**
     * After all lives: starts once more with different content in one file.
     *
     * @param content null to remove the file
     */
    Set<Violation> startWith(Path file, byte @Nullable [] content, FileDamage damage) {
        if (content == null) {
            disk.remove(file);
        } else {
            disk.put(file, content);
        }
        startWith(file, damage);
        return ledger.violations();
    }

    int crashes() {
        return crashes;
    }

    /** How many disk operations the life with the fault made. */
    long operationsOfFaultyLife() {
        return operationsOfFaultyLife;
    }

    /** A start may be refused and a store may fail; what matters is the state they leave. */
    private void liveWith(Fault planned) {
        long before = disk.operations();
        boolean descriptors = planned.kind() == Fault.Kind.EMFILE;
        starting = true;
        disk.failWith(new Fault(planned.kind(), before + planned.operation(), planned.permanent()));
        try {
            Services services = start();
            compare(services);
            work(services, 5);
            ledger.check(!failed || !descriptors, Violation.STOPPED_FOR_A_DESCRIPTOR);
            if (!failed) {
                services.stop();
            }
        } catch (JournalDamagedException e) {
            ledger.violated(Violation.REFUSED_AFTER_CRASH);
        } catch (StorageFailedException e) {
            ledger.check(starting || !descriptors, Violation.STOPPED_FOR_A_DESCRIPTOR);
        } catch (FolderUnusableException | OutboxUnreadableException | UncheckedIOException e) {
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
            if (!crashing) {
                deliverAll(services);
            }
            if (!crashing || random.nextInt(4) == 0) {
                services.stop();
            }
        } catch (SimulatedCrash e) {
            // End of this life, wherever it happened.
        } catch (JournalDamagedException e) {
            ledger.violated(Violation.REFUSED_AFTER_CRASH);
        } catch (OutboxUnreadableException e) {
            ledger.violated(Violation.EVENTS_DO_NOT_MATCH);
        } catch (FolderUnusableException | StorageFailedException e) {
            // A sync failed during recovery or a stop, so the process ends. Without a failed sync nothing justifies
            // this.
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
        JournalFolder notifications = folder(NOTIFICATIONS);
        OrderStore orders = OrderStore.recover(
                folder(ORDERS),
                CommitBell.insideOneJvm(),
                new OutboxRetention(segmentBytes, Duration.ZERO, () -> CheckpointFile.inProcess(notifications.view())
                        .read()
                        .seq()),
                SimulatedRelay.savedIn(notifications));
        SynchronousInbox inbox = SynchronousInbox.recover(notifications, failure -> failed = true);
        starting = false;
        return new Services(
                orders, orders.commit(new CommitStatistics(), failure -> failed = true), inbox, notifications);
    }

    private JournalFolder folder(Path path) {
        return broken == null ? disk.folder(path) : broken.folder(path, disk, () -> starting);
    }

    private void compare(Services services) {
        ledger.compare(services.ordersShown(), services.events());
        ledger.compare(services.inbox());
        for (Path file : disk.files()) {
            // Files that a repair moved aside are as damaged as they were.
            if (file.toString().endsWith(".json")
                    && !file.endsWith(CheckpointFile.IN_PROCESS)
                    && !file.toString().contains("/aside-")) {
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
        try (SimulatedRelay relay = relay(services)) {
            for (int i = 0; i < batches && !failed; i++) {
                placeOrders(services);
                if (random.nextBoolean()) {
                    relay.deliver();
                    settleADeadLetter(services.inbox());
                }
            }
        }
    }

    private SimulatedRelay relay(Services services) {
        return SimulatedRelay.start(
                services.orders().folder(),
                services.notifications(),
                services.inbox(),
                ledger,
                random,
                broken == BrokenStore.READER_THAT_JUMPS);
    }

    /** Delivers everything; afterwards every acknowledged order must have been delivered. */
    private void deliverAll(Services services) {
        try (SimulatedRelay relay = relay(services)) {
            relay.deliver();
        }
        ledger.checkDelivered(services.inbox());
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

    /** Two of the broken stores do all steps in the wrong order before they answer. */
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

    /** Usually new, of any length; sometimes with an id that was accepted before. */
    private Order newOrder() {
        created++;
        List<Order> known = ledger.acknowledged();
        String orderId = pipeline + "order-" + created;
        String itemId = String.format(
                Locale.ROOT,
                "%sitem-%d-%s",
                pipeline,
                created,
                "x".repeat(random.nextInt(random.nextInt(5) == 0 ? 900 : 60)));
        if (!known.isEmpty() && random.nextInt(6) == 0) {
            Order other = known.get(random.nextInt(known.size()));
            if (random.nextBoolean()) {
                orderId = other.orderId();
            } else {
                itemId = other.itemIds().get(0);
            }
        }
        return new Order(orderId, List.of(itemId, pipeline + "item-" + created), Instant.ofEpochMilli(created), null);
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
     * Damages one file, chosen at random, in a way no crash can. Afterwards every acknowledged order is delivered, or the start is refused.
     */
    private void damageAndStart() {
        boolean whileRunning = random.nextInt(3) == 0;
        Services services = start();
        work(services, 1);
        placeOrders(services);
        if (!whileRunning) {
            services.stop();
        }
        List<Path> files = disk.files().stream()
                .filter(file ->
                        file.toString().endsWith(".json") && !file.toString().contains("/aside-"))
                .filter(file -> !whileRunning || isOutbox(file))
                .toList();
        Path file = files.get(random.nextInt(files.size()));
        if (!isDerived(file) && random.nextInt(3) == 0) {
            flipAcknowledged(file);
            return;
        }
        // No foreign files while running: a relay at its start cannot recognize a foreign outbox; only the order
        // service
        // stops, because its file was replaced.
        FileDamage damage = whileRunning ? FileDamage.anyOf(FileDamage.IN_PLACE, random) : FileDamage.any(random);
        damage.to(file, disk, anotherPipeline(), random);
        if (whileRunning) {
            deliverUntilDamage(services);
            disk.killProcess();
        }
        startWith(file, damage);
    }

    private void startWith(Path file, FileDamage damage) {
        boolean exchanged = damage == FileDamage.EXCHANGED_WITH_ANOTHER_PIPELINE;
        try {
            Services services = start();
            boolean otherOrders = file.endsWith(FileOrders.FILE) && exchanged;
            if (otherOrders && hasKeptFilesAside()) {
                // Without a checkpoint, nothing shows which of the two is foreign; the log says what was done.
                return;
            }
            // Delivered events are not rewritten: verify and a replay report that they are damaged.
            ledger.compare(services.ordersShown());
            deliverAll(services);
        } catch (JournalDamagedException | FolderUnusableException e) {
            // A file that replaced the outbox may be ahead of the orders.
            ledger.check(!isDerived(file) || !FileDamage.IN_PLACE.contains(damage), Violation.REFUSED_AFTER_CRASH);
        } catch (OutboxUnreadableException e) {
            ledger.violated(Violation.EVENTS_DO_NOT_MATCH);
        }
    }

    /** The relay stops at the damage, and the order service at its next write; both must report it and skip nothing. */
    private void deliverUntilDamage(Services services) {
        try (SimulatedRelay relay = relay(services)) {
            relay.deliver();
        } catch (OutboxUnreadableException e) {
            // Reported. The next start of the order service repairs it.
        }
    }

    /** Whether a start can rebuild it from other files, or do without it. */
    private static boolean isDerived(Path file) {
        return isOutbox(file) || file.endsWith(CheckpointFile.IN_PROCESS);
    }

    private static boolean isOutbox(Path file) {
        return file.startsWith(ORDERS) && !file.endsWith(FileOrders.FILE);
    }

    private boolean hasKeptFilesAside() {
        return disk.files().stream().anyMatch(file -> file.toString().contains("/aside-"));
    }

    private SimulatedDisk anotherPipeline() {
        CrashSimulation other = ofAnotherPipeline(seed);
        other.run();
        return other.disk;
    }

    /** Damages a record that a later one proves was synced: the start must refuse. */
    private void flipAcknowledged(Path file) {
        if (damageRecord(file)) {
            try {
                start();
                ledger.violated(Violation.DAMAGE_IGNORED);
            } catch (JournalDamagedException e) {
                // Refused, as promised.
            }
        }
    }

    /** Flips one bit; false when the file has no record that a later one proves was synced. */
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

    /** Where the lines end that the last record proves were synced. */
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

    /** The parts that run in one life. */
    private record Services(
            OrderStore orders, OrderCommit commit, SynchronousInbox inbox, JournalFolder notifications) {

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
