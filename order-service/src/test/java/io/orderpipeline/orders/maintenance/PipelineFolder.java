package io.orderpipeline.orders.maintenance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.commit.GroupCommit.Limits;
import io.orderpipeline.broker.inbox.DeadLetterChange;
import io.orderpipeline.broker.inbox.Failure;
import io.orderpipeline.broker.inbox.NotificationKey;
import io.orderpipeline.broker.inbox.file.FileDeadLetters;
import io.orderpipeline.broker.inbox.file.FileProcessedNotifications;
import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.outbox.CheckpointContractTests;
import io.orderpipeline.broker.outbox.CommitBell;
import io.orderpipeline.broker.outbox.OutboxCursor;
import io.orderpipeline.broker.outbox.OutboxEntry;
import io.orderpipeline.broker.outbox.Position;
import io.orderpipeline.broker.outbox.file.CheckpointFile;
import io.orderpipeline.broker.outbox.file.FileCheckpoint;
import io.orderpipeline.broker.outbox.file.FileOutbox;
import io.orderpipeline.broker.outbox.file.OutboxRetention;
import io.orderpipeline.orders.placing.IdempotencyKey;
import io.orderpipeline.orders.placing.NumberedOrder;
import io.orderpipeline.orders.placing.Order;
import io.orderpipeline.orders.placing.OrderAccepted;
import io.orderpipeline.orders.storage.CommitStatistics;
import io.orderpipeline.orders.storage.file.FileOrders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A data folder on disk, filled by the real stores, for running commands. */
record PipelineFolder(Path path) {

    static final Instant NOON = Instant.parse("2026-11-01T12:00:00.120Z");

    /** The output and the exit code of a command. */
    record Result(ExitCode code, String out, String messages) {}

    /** Places orders 1 to n, one batch each; every third one has an idempotency key. */
    List<Order> placeOrders(int count) {
        return placeOrders(count, OutboxRetention.keepAll());
    }

    List<Order> placeOrders(int count, OutboxRetention retention) {
        List<Order> placed = new ArrayList<>();
        whileServing(retention, orders -> {
            for (int i = 1; i <= count; i++) {
                Order order = order(i);
                assertThat(orders.place(order).join()).isInstanceOf(OrderAccepted.class);
                placed.add(order);
            }
        });
        return placed;
    }

    static Order order(int i) {
        IdempotencyKey key = i % 3 == 0 ? new IdempotencyKey("key-" + i, "fingerprint") : null;
        return new Order("order-" + i, List.of("item-" + i, "größe-" + i), NOON, key);
    }

    /** Starts the order service's store, and stops it after the work. */
    void whileServing(OutboxRetention retention, Consumer<FileOrders> work) {
        try (JournalFolder folder = JournalFolder.open(orders(""));
                FileOrders orders = FileOrders.open(
                        folder,
                        CommitBell.insideOneJvm(),
                        retention,
                        delivered(),
                        Limits.USUAL,
                        new CommitStatistics(),
                        failure -> fail(failure))) {
            work.accept(orders);
        }
    }

    Position delivered() {
        return CheckpointFile.inProcess(FolderView.of(notifications(""))).read();
    }

    /** The orders the service knows after a start. */
    List<Order> ordersAfterAStart() {
        List<Order> all = new ArrayList<>();
        whileServing(OutboxRetention.keepAll(), orders -> orders.after(0, 10_000).stream()
                .map(NumberedOrder::order)
                .forEach(all::add));
        return all;
    }

    /**
     * Records the keys of orders 1 to n, first those of their first items, one batch each; dead letters of two events, the first of them
     * redelivered; and a checkpoint.
     */
    void notifyOf(int count) throws IOException {
        try (JournalFolder folder = JournalFolder.open(notifications(""));
                FileProcessedNotifications processed =
                        FileProcessedNotifications.open(folder, InstantSource.fixed(NOON), failure -> fail(failure));
                FileDeadLetters letters = FileDeadLetters.open(folder, failure -> fail(failure))) {
            for (int i = 1; i <= count; i++) {
                processed.record(Set.of(key(i))).toCompletableFuture().join();
            }
            for (int i = 1; i <= count; i++) {
                processed
                        .record(Set.of(new NotificationKey("order-" + i, "größe-" + i)))
                        .toCompletableFuture()
                        .join();
            }
            for (DeadLetterChange change : List.of(
                    died(1),
                    died(2),
                    new DeadLetterChange.Redelivered(died(1).id(), NOON),
                    new DeadLetterChange.Discarded(died(2).id(), "test", NOON))) {
                letters.record(change).toCompletableFuture().join();
            }
            CheckpointContractTests.leaseOf(FileCheckpoint.inProcess(folder)).save(positionOf(count));
        }
    }

    /** As the relay would save it; if the outbox lacks this entry, a position that fits no entry. */
    private Position positionOf(int seq) {
        try (OutboxCursor cursor = new FileOutbox(FolderView.of(orders(""))).after(seq - 1)) {
            OutboxEntry entry = cursor.next();
            return entry == null ? new Position(seq, 1) : entry.position();
        }
    }

    static NotificationKey key(int i) {
        return new NotificationKey("order-" + i, "item-" + i);
    }

    static DeadLetterChange.Died died(int i) {
        return new DeadLetterChange.Died(
                new OrderCreated("order-" + i, List.of("item-" + i), NOON),
                new Failure("refused", "no", 5, NOON, NOON));
    }

    /** Half of 40 orders are delivered by a relay to Kafka, in the order service; their segments were removed. */
    void fillBehindKafka() throws IOException {
        placeOrders(40, new OutboxRetention(1_000, Duration.ZERO, () -> 20));
        notifyOf(20);
        Files.move(notifications(CheckpointFile.IN_PROCESS), orders("outbox-checkpoint-kafka.json"));
        takeTheArchiveAway();
    }

    /** As an operator may, once the archived events are delivered. */
    private void takeTheArchiveAway() throws IOException {
        try (Stream<Path> archived = Files.list(orders("archive"))) {
            for (Path file : archived.toList()) {
                Files.delete(file);
            }
        }
    }

    Result run(String... arguments) {
        return run(false, arguments);
    }

    Result run(boolean confirmed, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        MaintenanceCommand command = new MaintenanceCommand(
                new PrintStream(out, true, UTF_8), new PrintStream(messages, true, UTF_8), () -> confirmed);
        List<String> line = Stream.concat(Stream.of(arguments), Stream.of("--pipeline.data-dir=" + path))
                .toList();
        ExitCode code = command.run(line, Map.of());
        return new Result(code, out.toString(UTF_8), messages.toString(UTF_8));
    }

    Path orders(String name) {
        return path.resolve("orders").resolve(name);
    }

    Path notifications(String name) {
        return path.resolve("notifications").resolve(name);
    }

    /** Flips a byte in the middle of the line with this number; the header is line 0. */
    static void damageLine(Path file, int number) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int from = 0;
        for (int line = 0; line < number; line++) {
            from = indexOfLineBreak(bytes, from) + 1;
        }
        int to = indexOfLineBreak(bytes, from);
        bytes[(from + to) / 2] ^= 1;
        Files.write(file, bytes);
    }

    /** Cuts the file after its first bytes. */
    static void cut(Path file, long length) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, (int) length));
    }

    /** All files with their contents, to check that nothing was changed. */
    Map<String, String> contents() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .collect(Collectors.toMap(file -> path.relativize(file).toString(), PipelineFolder::content));
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int indexOfLineBreak(byte[] bytes, int from) {
        int i = from;
        while (bytes[i] != '\n') {
            i++;
        }
        return i;
    }
}
