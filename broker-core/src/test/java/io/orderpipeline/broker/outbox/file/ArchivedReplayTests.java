package io.orderpipeline.broker.outbox.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.inbox.InMemoryDeadLetters;
import io.orderpipeline.broker.inbox.InMemoryProcessedNotifications;
import io.orderpipeline.broker.inbox.InboxPreview;
import io.orderpipeline.broker.relay.ReplayProgress;
import io.orderpipeline.broker.relay.ReplayProgress.State;
import io.orderpipeline.broker.relay.ReplayRange;
import io.orderpipeline.broker.relay.ReplayRun;
import io.orderpipeline.broker.relay.Replays;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archived events can be replayed like all others. */
class ArchivedReplayTests {

    private static final int EVENTS = 100;

    @TempDir
    Path temp;

    private final Queue<Event> handled = new ConcurrentLinkedQueue<>();
    private OutboxFolder open;
    private Replays replay;

    @BeforeEach
    void archiveAllButTheLast() {
        OutboxRetention retention = new OutboxRetention(500, Duration.ZERO, () -> EVENTS);
        OutboxFolder writing = OutboxFolder.open(temp, retention);
        LongStream.rangeClosed(1, EVENTS).forEach(seq -> writing.append(event(seq)));
        writing.close();
        open = OutboxFolder.open(temp, retention);
        replay = new Replays(
                open.outbox(),
                delivery -> {
                    handled.add(delivery.event());
                    return CompletableFuture.completedFuture(null);
                },
                new InboxPreview(new InMemoryProcessedNotifications(), new InMemoryDeadLetters()));
    }

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void replaysARangeThatIsOnlyInTheArchive() throws InterruptedException {
        assertThat(OutboxSegment.directlyIn(open.folder().view())).isEmpty();
        assertThat(OutboxSegment.directlyIn(open.folder().view().folder(OutboxSegment.ARCHIVE)))
                .as("segments that hold a part of the range, and none of them all of it")
                .filteredOn(segment -> segment.last() >= 20 && segment.first() <= 40)
                .hasSizeGreaterThan(2);

        over(replay.start(ReplayRange.ofSeqs(20, 40), 1_000_000));

        assertThat(handled).containsExactlyElementsOf(events(20, 40));
    }

    @Test
    void replaysFromTheOldestArchiveToTheNewestEvent() throws InterruptedException {
        open.append(event(EVENTS + 1));

        ReplayProgress progress = over(replay.start(ReplayRange.ofSeqs(1, Long.MAX_VALUE), 1_000_000));

        assertThat(progress.events()).isEqualTo(EVENTS + 1);
        assertThat(handled).containsExactlyElementsOf(events(1, EVENTS + 1));
    }

    @Test
    void replaysEverythingThatIsLeftWhenTheOldestArchivesAreGone() throws Exception {
        List<OutboxSegment> archived =
                OutboxSegment.directlyIn(open.folder().view().folder(OutboxSegment.ARCHIVE));
        for (OutboxSegment segment : archived.subList(0, 3)) {
            Files.delete(temp.resolve(OutboxSegment.ARCHIVE).resolve(segment.name()));
        }
        long oldest = archived.get(3).first();

        ReplayProgress progress = over(replay.start(ReplayRange.ofTimes(Instant.MIN, Instant.MAX), 1_000_000));

        assertThat(progress.firstSeq()).isEqualTo(oldest);
        assertThat(handled).containsExactlyElementsOf(events(oldest, EVENTS));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> replay.start(ReplayRange.ofSeqs(1, EVENTS), 1_000_000))
                .withMessage("seq 1 is no longer kept, the oldest entry has seq " + oldest);
    }

    @Test
    void failsAtADamagedLastRecordButNotBeforeIt() throws Exception {
        Path live = temp.resolve(OutboxWriter.FILE);
        long last = EVENTS;
        do {
            open.append(event(++last));
        } while (!Files.readString(live).contains("order-" + last));
        Files.writeString(live, Files.readString(live).replace("order-" + last, "order-none"));

        assertThat(over(replay.start(ReplayRange.ofSeqs(1, last - 1), 1_000_000))
                        .events())
                .isEqualTo(last - 1);
        ReplayRun run = replay.start(ReplayRange.ofSeqs(EVENTS, Long.MAX_VALUE), 1_000_000)
                .orElseThrow();
        assertThat(run.awaitOver(Duration.ofSeconds(20))).isTrue();
        assertThat(run.progress().state()).isEqualTo(State.FAILED);
        assertThat(run.progress().problem()).contains("outbox.json", "where seq " + last + " should be");
    }

    @Test
    void countsWhatTheArchiveHoldsInADryRun() throws InterruptedException {
        ReplayProgress progress =
                over(replay.dryRun(ReplayRange.ofTimes(Instant.ofEpochSecond(20), Instant.ofEpochSecond(41))));

        assertThat(progress.events()).isEqualTo(21);
        assertThat(progress.notProcessed()).isEqualTo(21);
        assertThat(handled).isEmpty();
    }

    private static ReplayProgress over(Optional<ReplayRun> started) throws InterruptedException {
        ReplayRun run = started.orElseThrow();
        assertThat(run.awaitOver(Duration.ofSeconds(20))).isTrue();
        assertThat(run.progress().state()).isEqualTo(State.FINISHED);
        return run.progress();
    }

    private static List<OrderCreated> events(long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(ArchivedReplayTests::event)
                .toList();
    }

    private static OrderCreated event(long seq) {
        return new OrderCreated("order-" + seq, List.of("item-" + seq), Instant.ofEpochSecond(seq));
    }
}
