package io.orderpipeline.broker.outbox.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.journal.WatchedFolder;
import io.orderpipeline.broker.outbox.OutboxCursor;
import io.orderpipeline.broker.outbox.OutboxEntry;
import io.orderpipeline.broker.outbox.OutboxUnreadableException;
import io.orderpipeline.broker.outbox.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An outbox that starts a new file every few entries behaves like one in a single file. */
class SegmentedOutboxTests extends OpenedOutboxTests {

    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    private final AtomicLong done = new AtomicLong();

    @Override
    OutboxRetention retention() {
        return new OutboxRetention(500, Duration.ZERO, done::get);
    }

    @Test
    void archivesDeliveredSegmentsOnly() throws IOException {
        commitUpTo(100);
        assertThat(Files.size(temp.resolve("outbox.json"))).isLessThan(1_000);
        assertThat(temp.resolve("archive")).doesNotExist();
        done.set(50);
        reopen();
        assertThat(archived()).isNotEmpty().allMatch(name -> Long.parseLong(name.substring(20, 32)) <= 50);
        assertThat(seqsAfter(0)).hasSize(100);
        done.set(100);
        reopen();
        try (Stream<Path> left = Files.list(temp)) {
            assertThat(left.map(path -> String.valueOf(path.getFileName())))
                    .containsExactlyInAnyOrder(".lock", ".owner", "archive", "outbox.json");
        }
        assertThat(seqsAfter(0)).hasSize(100);
        assertThat(seqsAfter(77)).startsWith(78L).hasSize(23);
        assertThat(outbox().lastSeq()).isEqualTo(100);
    }

    @Test
    void knowsItsLastSeqAlsoRightAfterAFileWasClosed() throws IOException {
        boolean wasEmpty = false;
        for (int seq = 1; seq <= 10; seq++) {
            commit(event(seq));
            assertThat(outbox().lastSeq()).isEqualTo(seq);
            wasEmpty |= Files.size(temp.resolve("outbox.json")) < 5;
        }
        assertThat(wasEmpty).isTrue();
    }

    @Test
    void continuesWithTheNextSeqAfterARestart() {
        commitUpTo(8);
        reopen();
        commit(event(9));
        reopen();
        assertThat(seqsAfter(0)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    }

    @Test
    void startsAgainBetweenTheTwoMovesThatCloseASegment() throws IOException {
        commitUpTo(8);
        close();
        Files.delete(temp.resolve("outbox.json"));
        open();
        long last = open.writer().lastSeq();
        assertThat(last).isPositive();
        commit(event(last + 1));
        assertThat(seqsAfter(0)).hasSize((int) last + 1);
    }

    @Test
    void givesACursorEveryEntryWhileSegmentsAreClosedAndMoved() {
        int entries = 600;
        CompletableFuture<List<Long>> reader = CompletableFuture.supplyAsync(() -> {
            List<Long> seqs = new ArrayList<>();
            try (OutboxCursor cursor = outbox().after(0)) {
                while (seqs.size() < entries) {
                    OutboxEntry entry = cursor.next();
                    if (entry != null) {
                        seqs.add(entry.seq());
                    }
                }
            }
            return seqs;
        });
        for (int seq = 1; seq <= entries; seq++) {
            commit(event(seq));
            if (seq % 100 == 0) {
                done.set(seq);
                reopen();
            }
        }
        assertThat(reader.join())
                .isSorted()
                .doesNotHaveDuplicates()
                .startsWith(1L)
                .endsWith((long) entries);
    }

    /** No later entry reveals the gap: the pipeline may be idle just then. */
    @Test
    void givesACursorTheEntryOfAFileThatIsClosedWhileItLooksForIt() {
        commit(event(1));
        AtomicBoolean fresh = new AtomicBoolean(true);
        FolderView watched = WatchedFolder.of(temp, () -> {
            if (fresh.getAndSet(false)) {
                commit(event(2));
                commit(event(3));
            }
        });

        try (OutboxCursor cursor = new FileOutbox(watched).after(0)) {
            assertThat(cursor.next()).extracting(OutboxEntry::event).isEqualTo(event(1));
        }
        assertThat(temp.resolve("outbox.json")).hasContent("[\n]\n");
    }

    @Test
    void continuesWhenTheArchiveWasRemoved() throws IOException {
        commitUpTo(20);
        done.set(20);
        reopen();
        for (String name : archived()) {
            Files.delete(temp.resolve("archive").resolve(name));
        }
        commit(event(21));
        reopen();
        assertThat(open.writer().lastSeq()).isEqualTo(21);
        assertThat(seqsAfter(20)).containsExactly(21L);
        assertThatThrownBy(() -> seqsAfter(0))
                .isInstanceOf(OutboxUnreadableException.class)
                .hasMessageContaining("seq 1 is in no file of the outbox");
    }

    @Test
    void startsBeforeItsOldestRemainingFile() throws IOException {
        commitUpTo(20);
        done.set(20);
        reopen();
        Files.delete(temp.resolve("archive").resolve(archived().get(0)));
        String oldest = archived().get(0);
        long first = Long.parseLong(oldest.substring(7, 19));

        assertThat(open.outbox().fileNames()).startsWith("archive/" + oldest).endsWith("outbox.json");
        assertThat(open.outbox().firstSeq()).isEqualTo(first);
        Position before = open.outbox().beforeOldest();
        assertThat(before.seq()).isEqualTo(first - 1);
        assertThat(outbox().holds(before)).as("what follows is chained to it").isTrue();
        assertThat(outbox().holds(new Position(before.seq(), before.mark() + 1)))
                .isFalse();
        try (OutboxCursor cursor = outbox().after(before)) {
            assertThat(cursor.next()).extracting(OutboxEntry::seq).isEqualTo(first);
        }
    }

    private void reopen() {
        close();
        open();
    }

    private void commitUpTo(long last) {
        for (long seq = 1; seq <= last; seq++) {
            commit(event(seq));
        }
    }

    private List<Long> seqsAfter(long seq) {
        List<Long> seqs = new ArrayList<>();
        try (OutboxCursor cursor = outbox().after(seq)) {
            for (OutboxEntry entry = cursor.next(); entry != null; entry = cursor.next()) {
                seqs.add(entry.seq());
            }
        }
        return seqs;
    }

    private List<String> archived() throws IOException {
        try (Stream<Path> files = Files.list(temp.resolve("archive"))) {
            return files.map(path -> String.valueOf(path.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    private static OrderCreated event(long seq) {
        return new OrderCreated("order-" + seq, List.of("item-" + seq), NOON);
    }
}
