package io.orderpipeline.broker.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.UnknownEvent;
import io.orderpipeline.broker.inbox.DeadLetterChange.Died;
import io.orderpipeline.broker.inbox.DeadLetterChange.Discarded;
import io.orderpipeline.broker.inbox.DeadLetterChange.Redelivered;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** What every adapter of {@link DeadLetters} does. */
public abstract class DeadLettersContractTests {

    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00.120Z");
    private static final Failure FAILURE =
            new Failure("notification-refused", "itemId=a: \"no\" \uD83D\uDD14", 5, NOON.minusSeconds(9), NOON);
    private static final Event FIRST = new OrderCreated("1", List.of("a", "b"), NOON);
    private static final Event SECOND = new OrderCreated("2", List.of("c"), NOON);

    /** The dead letters of one store; a further call closes what an earlier one returned and opens the same store again. */
    protected abstract DeadLetters open();

    @Test
    void isEmptyAtFirst() {
        DeadLetters letters = open();
        assertThat(letters.isEmpty()).isTrue();
        assertThat(letters.all()).isEmpty();
        assertThat(letters.find(DeadLetter.idOf(FIRST))).isEmpty();
    }

    @Test
    void keepsAnEventThatDied() {
        DeadLetters letters = open();
        Died died = record(letters, new Died(FIRST, FAILURE));
        assertThat(letters.find(died.id())).contains(new DeadLetter(died.id(), FIRST, List.of(died)));
        assertThat(letters.isEmpty()).isFalse();
    }

    @Test
    void remembersItsLettersAfterItWasOpenedAgain() {
        DeadLetters letters = open();
        record(letters, new Died(SECOND, FAILURE));
        record(letters, new Died(FIRST, FAILURE));
        record(letters, new Redelivered(DeadLetter.idOf(SECOND), NOON));
        List<DeadLetter> before = letters.all();
        assertThat(open().all()).isEqualTo(before).extracting(DeadLetter::event).containsExactly(SECOND, FIRST);
    }

    @Test
    void keepsTheWholeHistoryOfALetter() {
        DeadLetters letters = open();
        Died died = record(letters, new Died(FIRST, FAILURE));
        Died again = record(letters, new Died(FIRST, new Failure("unexpected-error", "x", 1, NOON, NOON)));
        Discarded discarded = record(letters, new Discarded(died.id(), "no such customer", NOON.plusSeconds(1)));
        Redelivered redelivered = record(letters, new Redelivered(died.id(), NOON.plusSeconds(2)));
        assertThat(open().find(died.id()))
                .contains(new DeadLetter(died.id(), FIRST, List.of(died, again, discarded, redelivered)));
    }

    @Test
    void keepsAnUnknownEventAsItCame() {
        DeadLetters letters = open();
        UnknownEvent paid = new UnknownEvent("{\"type\":\"order.paid\",\"amount\":{\"EUR\":1.50}}", "unknown type");
        UnknownEvent garbage = new UnknownEvent("]\u0000 \"no json", "not an event");
        Died first = record(letters, new Died(paid, FAILURE));
        Died second = record(letters, new Died(garbage, FAILURE));
        DeadLetters reopened = open();
        assertThat(reopened.find(first.id()).orElseThrow().event()).isEqualTo(paid);
        assertThat(reopened.find(second.id()).orElseThrow().event()).isEqualTo(garbage);
    }

    @Test
    void refusesToChangeALetterThatNeverDied() {
        DeadLetters letters = open();
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> record(letters, new Redelivered("0123456789abcdef", NOON)))
                .withCauseInstanceOf(IllegalStateException.class);
        assertThat(letters.all()).isEmpty();
    }

    private static <C extends DeadLetterChange> C record(DeadLetters letters, C change) {
        letters.record(change).toCompletableFuture().join();
        return change;
    }
}
