package io.orderpipeline.notifications.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.EventCodec;
import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.inbox.InMemoryDeadLetters;
import io.orderpipeline.broker.inbox.InMemoryProcessedNotifications;
import io.orderpipeline.broker.inbox.InboxPreview;
import io.orderpipeline.broker.inbox.NotificationKey;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.outbox.file.FileOutbox;
import io.orderpipeline.broker.outbox.file.OutboxRetention;
import io.orderpipeline.broker.outbox.file.OutboxWriter;
import io.orderpipeline.broker.relay.ReplayProgress;
import io.orderpipeline.broker.relay.ReplayProgress.State;
import io.orderpipeline.broker.relay.ReplayRange;
import io.orderpipeline.broker.relay.ReplayRun;
import io.orderpipeline.broker.relay.Replays;
import io.orderpipeline.notifications.notification.NotifyCustomer;
import io.orderpipeline.notifications.notification.RecordingNotifier;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When keys are removed from the inbox, a replay of everything, archive included, notifies exactly those keys. */
class ReplayOfLostKeysTests {

    private static final int ORDERS = 100;
    private static final ReplayRange EVERYTHING = ReplayRange.ofSeqs(1, Long.MAX_VALUE);

    @TempDir
    Path ordersFolder;

    private final RecordingNotifier notifier = new RecordingNotifier();
    private final InMemoryProcessedNotifications processed = new InMemoryProcessedNotifications();
    private final InMemoryDeadLetters deadLetters = new InMemoryDeadLetters();

    @Test
    void notifiesExactlyThese() throws InterruptedException {
        List<NotificationKey> lost = List.of(
                new NotificationKey("3", "3-b"),
                new NotificationKey("50", "50-a"),
                new NotificationKey("100", "100-b"));
        try (JournalFolder folder = JournalFolder.open(ordersFolder)) {
            commitAndArchive(folder);
            OrderCreatedHandler handler = handler();
            Replays replay = new Replays(
                    new FileOutbox(folder.view()), handler::handle, new InboxPreview(processed, deadLetters));
            assertThat(over(replay.start(EVERYTHING, 1_000_000)).notProcessed()).isEqualTo(2 * ORDERS);
            notifier.sent().clear();

            lost.forEach(processed::forget);
            assertThat(over(replay.dryRun(EVERYTHING)).notProcessed()).isEqualTo(lost.size());
            assertThat(notifier.sent()).isEmpty();

            over(replay.start(EVERYTHING, 1_000_000));
            assertThat(notifier.sent()).containsExactlyElementsOf(lost);
            assertThat(over(replay.dryRun(EVERYTHING)).notProcessed()).isZero();
        }
        assertThat(ordersFolder.resolve("archive")).isNotEmptyDirectory();
    }

    private static void commitAndArchive(JournalFolder folder) {
        OutboxRetention everyFewEvents = new OutboxRetention(1_000, Duration.ZERO, () -> ORDERS);
        try (OutboxWriter outbox =
                OutboxWriter.recover(folder, OutboxWriter.scan(folder), everyFewEvents, InstantSource.system())) {
            for (int order = 1; order <= ORDERS; order++) {
                byte[] json = EventCodec.encode(
                        new OrderCreated("" + order, List.of(order + "-a", order + "-b"), Instant.EPOCH));
                outbox.append(List.of(Arrays.copyOfRange(json, 1, json.length - 1)));
            }
        }
    }

    private OrderCreatedHandler handler() {
        DeliveryAttempt attempt = new DeliveryAttempt(new NotifyCustomer(notifier, processed));
        return new OrderCreatedHandler(
                attempt, deadLetters, OrderCreatedHandlerFixture.USUAL, new HandMovedTimer(), Clock.systemUTC());
    }

    private static ReplayProgress over(Optional<ReplayRun> started) throws InterruptedException {
        ReplayRun run = started.orElseThrow();
        assertThat(run.awaitOver(Duration.ofSeconds(20))).isTrue();
        assertThat(run.progress().state()).isEqualTo(State.FINISHED);
        return run.progress();
    }
}
