package io.orderpipeline.orders.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.commit.GroupCommit.Limits;
import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.journal.JournalDamagedException;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.outbox.CommitBell;
import io.orderpipeline.broker.outbox.OutboxEntry;
import io.orderpipeline.broker.outbox.Position;
import io.orderpipeline.broker.outbox.file.FileOutbox;
import io.orderpipeline.broker.outbox.file.OutboxRetention;
import io.orderpipeline.orders.placing.Order;
import io.orderpipeline.orders.placing.OrderAccepted;
import io.orderpipeline.orders.storage.CommitStatistics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happened to the outbox, after a start it holds the event of every undelivered order, and no other. */
class RepairedOutboxTests {

    private static final int ORDERS = 20;
    private static final OutboxRetention SMALL = new OutboxRetention(900, Duration.ZERO, () -> 0);

    @TempDir
    Path temp;

    private Path folder;
    private final List<OutboxEntry> entries = new ArrayList<>();

    @BeforeEach
    void placeOrders() throws IOException {
        folder = temp.resolve("orders");
        place(folder, "order");
        entries.addAll(outboxOf(folder));
        assertThat(files()).hasSizeGreaterThan(3);
    }

    @Test
    void isWrittenAgainWhicheverOfItsFilesAreTakenAway() throws IOException {
        List<Path> files = files();
        for (int subset = 1; subset < 1 << files.size(); subset++) {
            Path copy = copy("subset-" + subset);
            for (int i = 0; i < files.size(); i++) {
                if ((subset >> i & 1) == 1) {
                    Files.delete(copy.resolve(files.get(i).getFileName()));
                }
            }
            start(copy, Position.START);
            assertHoldsAllEvents(copy, 0);
        }
    }

    @Test
    void isWrittenAgainFromAnyDamagedLineOn() throws IOException {
        for (Path file : files()) {
            byte[] whole = Files.readAllBytes(file);
            for (int at = 0; at < whole.length; at += 23) {
                Path copy = copy(String.format(Locale.ROOT, "%s-%d", file.getFileName(), at));
                byte[] damaged = whole.clone();
                damaged[at] ^= 1;
                Files.write(copy.resolve(file.getFileName()), damaged);
                start(copy, Position.START);
                assertHoldsAllEvents(copy, 0);
            }
        }
    }

    @Test
    void keepsWhatItTakesOut() throws IOException {
        Path damaged = folder.resolve(files().get(1).getFileName());
        byte[] bytes = Files.readAllBytes(damaged);
        bytes[bytes.length / 2] ^= 1;
        Files.write(damaged, bytes);

        start(folder, Position.START);

        try (Stream<Path> aside = Files.list(folder)) {
            Path kept = aside.filter(path -> path.getFileName().toString().startsWith("aside-"))
                    .findFirst()
                    .orElseThrow();
            assertThat(kept.resolve(damaged.getFileName())).hasBinaryContent(bytes);
            assertThat(kept.resolve("outbox.json")).exists();
        }
    }

    @Test
    void holdsNoEventOfAnotherFolder() throws IOException {
        Path other = temp.resolve("other");
        place(other, "stranger");
        for (Path file : files()) {
            Path copy = copy("foreign-" + file.getFileName());
            Path foreign = other.resolve(file.getFileName());
            if (Files.exists(foreign)) {
                Files.copy(foreign, copy.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                start(copy, Position.START);
                assertHoldsAllEvents(copy, 0);
            }
        }
        Path all = copy("foreign");
        for (Path file : files()) {
            Files.delete(all.resolve(file.getFileName()));
        }
        for (Path file : outboxFiles(other)) {
            Files.copy(file, all.resolve(file.getFileName()));
        }
        start(all, entries.get(12).position());
        assertHoldsAllEvents(all, 0);
    }

    @Test
    void isNotWrittenAgainFromOrdersThatAreNotThoseWhoseEventsWereDelivered() throws IOException {
        Path other = temp.resolve("other");
        place(other, "stranger");
        List<byte[]> outbox = contentsOfOutbox();
        Files.copy(other.resolve("orders.json"), folder.resolve("orders.json"), StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> start(folder, entries.get(11).position()))
                .isInstanceOf(JournalDamagedException.class)
                .hasMessageContaining("orders.json is damaged at seq 12: the delivered event with this seq")
                .hasMessageContaining("verify");
        assertThat(contentsOfOutbox()).usingElementComparator(Arrays::compare).isEqualTo(outbox);
    }

    @Test
    void keepsDeliveredEventsAsTheyAre() throws IOException {
        for (int delivered = 1; delivered < ORDERS; delivered++) {
            Path copy = copy("delivered-" + delivered);
            Position position = entries.get(delivered - 1).position();
            flip(copy, delivered + 1);
            start(copy, position);
            assertHoldsAllEvents(copy, 0);
            assertThat(new FileOutbox(FolderView.of(copy)).holds(position))
                    .as("delivered up to %d", delivered)
                    .isTrue();
        }
    }

    @Test
    void readsNothingAgainThatIsDelivered() throws IOException {
        Position last = entries.get(ORDERS - 1).position();
        Path copy = copy("archive-gone");
        for (Path file : files()) {
            if (!file.endsWith("outbox.json")) {
                Files.delete(copy.resolve(file.getFileName()));
            }
        }
        byte[] live = Files.readAllBytes(copy.resolve("outbox.json"));

        start(copy, last);

        assertThat(copy.resolve("outbox.json")).hasBinaryContent(live);
    }

    @Test
    void isRefusedWhenItIsAheadOfTheOrders() throws IOException {
        Path other = temp.resolve("fewer");
        try (JournalFolder open = JournalFolder.open(other)) {
            open(open, Position.START).close();
        }
        for (Path file : files()) {
            Files.copy(file, other.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
        assertThatThrownBy(() -> start(other, Position.START))
                .isInstanceOf(JournalDamagedException.class)
                .hasMessageContaining(String.format(Locale.ROOT, "seq %d was acknowledged", ORDERS));
    }

    private void flip(Path copy, int seq) throws IOException {
        String start = String.format(Locale.ROOT, "{\"seq\":%d,", seq);
        for (Path file : outboxFiles(copy)) {
            String content = Files.readString(file);
            int at = content.indexOf(start);
            if (at >= 0) {
                Files.writeString(file, content.substring(0, at + 30) + "~" + content.substring(at + 31));
                return;
            }
        }
        fail("no event " + seq);
    }

    private void assertHoldsAllEvents(Path copy, long after) {
        assertThat(outboxOf(copy))
                .as(copy.toString())
                .extracting(OutboxEntry::event)
                .containsExactlyElementsOf(
                        entries.stream().skip(after).map(OutboxEntry::event).toList());
    }

    private static void place(Path path, String name) {
        try (JournalFolder folder = JournalFolder.open(path);
                FileOrders orders = open(folder, Position.START)) {
            for (int i = 1; i <= ORDERS; i++) {
                Order order = new Order(name + "-" + i, List.of(name + "-item-" + i), Instant.ofEpochSecond(i), null);
                assertThat(orders.place(order).join()).isInstanceOf(OrderAccepted.class);
            }
        }
    }

    private static void start(Path path, Position delivered) {
        try (JournalFolder folder = JournalFolder.open(path)) {
            open(folder, delivered).close();
        }
    }

    private static FileOrders open(JournalFolder folder, Position delivered) {
        return FileOrders.open(
                folder,
                CommitBell.insideOneJvm(),
                SMALL,
                delivered,
                Limits.USUAL,
                new CommitStatistics(),
                failure -> fail(failure));
    }

    private List<byte[]> contentsOfOutbox() throws IOException {
        List<byte[]> contents = new ArrayList<>();
        for (Path file : files()) {
            contents.add(Files.readAllBytes(file));
        }
        return contents;
    }

    private static List<OutboxEntry> outboxOf(Path path) {
        List<OutboxEntry> read = new ArrayList<>();
        try (var cursor = new FileOutbox(FolderView.of(path)).after(0)) {
            for (OutboxEntry entry = cursor.next(); entry != null; entry = cursor.next()) {
                assertThat(entry.event()).isInstanceOf(OrderCreated.class);
                read.add(entry);
            }
        }
        return read;
    }

    private List<Path> files() throws IOException {
        return outboxFiles(folder);
    }

    private static List<Path> outboxFiles(Path path) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> file.getFileName().toString().matches("outbox.*\\.json"))
                    .sorted()
                    .toList();
        }
    }

    private Path copy(String name) throws IOException {
        Path copy = Files.createDirectory(temp.resolve(name));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".json")).toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }
}
