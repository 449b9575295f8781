package io.orderpipeline.broker.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.UnknownEvent;
import io.orderpipeline.broker.inbox.DeadLetterChange.Died;
import io.orderpipeline.broker.relay.ReplayPreview.Expected;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InboxPreviewTests {

    private static final OrderCreated ORDER = new OrderCreated("1", List.of("a", "b", "c"), Instant.EPOCH);

    private final InMemoryProcessedNotifications processed = new InMemoryProcessedNotifications();
    private final InMemoryDeadLetters deadLetters = new InMemoryDeadLetters();

    @Test
    void expectsTheNotificationsNotYetProcessed() {
        processed.record(Set.of(new NotificationKey("1", "b")));
        assertThat(expected(ORDER)).isEqualTo(new Expected(2, 1, false));
    }

    @Test
    void expectsNothingOfAnEventThatOnlyARedriveTries() {
        deadLetters.record(new Died(ORDER, new Failure("refused", "no", 5, Instant.EPOCH, Instant.EPOCH)));
        assertThat(expected(ORDER)).isEqualTo(new Expected(0, 0, true));
    }

    @Test
    void expectsOneDeadLetterOfAnUnknownEvent() {
        assertThat(expected(new UnknownEvent("{}", "no type"))).isEqualTo(new Expected(1, 0, false));
    }

    private Expected expected(Event event) {
        return new InboxPreview(processed, deadLetters)
                .of(event)
                .toCompletableFuture()
                .join();
    }
}
