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
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of every adapter of {@link DeadLetters}. */
public abstract class DeadLettersContractTests {

    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00.120Z");
    private static final Failure FAILURE =
            new Failure("notification-refused", "itemId=a: \"no\" \uD83D\uDD14", 5, NOON.minusSeconds(9), NOON);
    private static final Failure BUG = new Failure("unexpected-error", "x", 1, NOON, NOON);
    private static final Event FIRST = new OrderCreated("1", List.of("a", "b"), NOON);
    private static final Event SECOND = new OrderCreated("2", List.of("c"), NOON);

    /** The dead letters of one store; each further call closes the earlier result and reopens the same store. */
    protected abstract DeadLetters open();

    @Test
    void isEmptyAtFirst() {
        DeadLetters letters = open();
        assertThat(all(letters)).isEmpty();
        assertThat(join(letters.counts())).isEmpty();
        assertThat(join(letters.find(DeadLetter.idOf(FIRST)))).isEmpty();
        assertThat(join(letters.isOpenFor(FIRST))).isFalse();
    }

    @Test
    void keepsAnEventThatDied() {
        DeadLetters letters = open();
        Died died = record(letters, new Died(FIRST, FAILURE));
        assertThat(join(letters.find(died.id()))).contains(new DeadLetter(died.id(), FIRST, List.of(died)));
    }

    @Test
    void keepsTheTraceOfAnEventThatDied() {
        DeadLetters letters = open();
        Died died =
                record(letters, new Died(FIRST, FAILURE, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
        assertThat(join(open().find(died.id()))).contains(new DeadLetter(died.id(), FIRST, List.of(died)));
    }

    @Test
    void findsNothingByTextThatIsNotAnId() {
        DeadLetters letters = open();
        String id = record(letters, new Died(FIRST, FAILURE)).id();
        for (String other : List.of("", "x", "0123456789abcdef", id.substring(1), id + "0", id + "\u0000", " " + id)) {
            assertThat(join(letters.find(other))).as(other).isEmpty();
        }
    }

    @Test
    void remembersItsLettersAfterItWasOpenedAgain() {
        DeadLetters letters = open();
        record(letters, new Died(SECOND, FAILURE));
        record(letters, new Died(FIRST, FAILURE));
        record(letters, new Redelivered(DeadLetter.idOf(SECOND), NOON));
        List<DeadLetter> before = all(letters);
        assertThat(all(open())).isEqualTo(before).extracting(DeadLetter::event).containsExactly(SECOND, FIRST);
    }

    @Test
    void keepsTheWholeHistoryOfALetter() {
        DeadLetters letters = open();
        Died died = record(letters, new Died(FIRST, FAILURE));
        Died again = record(letters, new Died(FIRST, BUG));
        Discarded discarded = record(letters, new Discarded(died.id(), "no such customer", NOON.plusSeconds(1)));
        Redelivered redelivered = record(letters, new Redelivered(died.id(), NOON.plusSeconds(2)));
        DeadLetter whole = new DeadLetter(died.id(), FIRST, List.of(died, again, discarded, redelivered));
        assertThat(join(letters.find(died.id()))).contains(whole);
        assertThat(join(open().find(died.id()))).contains(whole);
    }

    @Test
    void keepsAnUnknownEventAsItCame() {
        DeadLetters letters = open();
        UnknownEvent paid = new UnknownEvent(
                "{ \"type\":\"order.paid\", \"seq\":7, \"amount\":1.10, \"ref\":12345678901234567890123}",
                "unknown type");
        UnknownEvent garbage = new UnknownEvent("]\u0000 \"no json", "not an event");
        UnknownEvent noText = new UnknownEvent(new byte[] {'{', (byte) 0xFF, 0, '\n', (byte) 0xC3}, "not an event");
        Died first = record(letters, new Died(paid, FAILURE));
        Died second = record(letters, new Died(garbage, FAILURE));
        Died third = record(letters, new Died(noText, FAILURE));
        DeadLetters reopened = open();
        assertThat(join(reopened.find(first.id())).orElseThrow().event()).isEqualTo(paid);
        assertThat(join(reopened.find(second.id())).orElseThrow().event()).isEqualTo(garbage);
        assertThat(join(reopened.find(third.id())).orElseThrow().event()).isEqualTo(noText);
        assertThat(join(reopened.isOpenFor(garbage))).isTrue();
    }

    @Test
    void refusesToChangeALetterThatNeverDied() {
        DeadLetters letters = open();
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> record(letters, new Redelivered("0123456789abcdef", NOON)))
                .withCauseInstanceOf(IllegalStateException.class);
        assertThat(all(letters)).isEmpty();
        assertThat(all(open())).isEmpty();
    }

    @Test
    void listsLettersByStateAndCause() {
        DeadLetters letters = open();
        String discarded = record(letters, new Died(order(1), FAILURE)).id();
        String dead = record(letters, new Died(order(2), FAILURE)).id();
        String bug = record(letters, new Died(order(3), BUG)).id();
        record(letters, new Discarded(discarded, "gone", NOON));
        for (DeadLetters either : List.of(letters, open())) {
            assertThat(ids(either, new LetterFilter(DeadLetterState.DEAD, null)))
                    .containsExactly(dead, bug);
            assertThat(ids(either, new LetterFilter(null, "notification-refused")))
                    .containsExactly(discarded, dead);
            assertThat(ids(either, new LetterFilter(DeadLetterState.DISCARDED, "notification-refused")))
                    .containsExactly(discarded);
            assertThat(ids(either, new LetterFilter(DeadLetterState.REDELIVERED, "notification-refused")))
                    .isEmpty();
            assertThat(ids(either, LetterFilter.ALL)).containsExactly(discarded, dead, bug);
        }
    }

    @Test
    void usesTheCauseOfTheLastFailure() {
        DeadLetters letters = open();
        String id = record(letters, new Died(FIRST, FAILURE)).id();
        record(letters, new Died(FIRST, BUG));
        for (DeadLetters either : List.of(letters, open())) {
            assertThat(ids(either, new LetterFilter(null, FAILURE.cause()))).isEmpty();
            assertThat(ids(either, new LetterFilter(null, BUG.cause()))).containsExactly(id);
            assertThat(join(either.counts())).containsExactly(new LetterCount(DeadLetterState.DEAD, BUG.cause(), 1));
        }
    }

    @Test
    void countsLettersByStateAndCause() {
        DeadLetters letters = open();
        IntStream.range(0, 5).forEach(i -> record(letters, new Died(order(i), i < 3 ? FAILURE : BUG)));
        record(letters, new Redelivered(DeadLetter.idOf(order(4)), NOON));
        for (DeadLetters either : List.of(letters, open())) {
            assertThat(join(either.counts()))
                    .containsExactlyInAnyOrder(
                            new LetterCount(DeadLetterState.DEAD, FAILURE.cause(), 3),
                            new LetterCount(DeadLetterState.DEAD, BUG.cause(), 1),
                            new LetterCount(DeadLetterState.REDELIVERED, BUG.cause(), 1));
        }
    }

    @Test
    void losesNoLetterBetweenPagesThoughStatesChange() {
        DeadLetters letters = open();
        IntStream.range(0, 25).forEach(i -> record(letters, new Died(order(i), FAILURE)));
        LetterFilter dead = new LetterFilter(DeadLetterState.DEAD, null);
        List<DeadLetter> seen = new ArrayList<>();
        OptionalLong position = OptionalLong.of(0);
        while (position.isPresent()) {
            LetterPage page = join(letters.page(dead, position.getAsLong(), 4));
            assertThat(page.letters()).hasSizeBetween(1, 4);
            page.letters().forEach(letter -> record(letters, new Redelivered(letter.id(), NOON)));
            seen.addAll(page.letters());
            position = page.next();
        }
        assertThat(seen)
                .extracting(DeadLetter::event)
                .containsExactlyElementsOf(
                        IntStream.range(0, 25).mapToObj(i -> order(i)).toList());
    }

    @Test
    void saysOfALastPageThatItIsTheLast() {
        DeadLetters letters = open();
        IntStream.range(0, 4).forEach(i -> record(letters, new Died(order(i), i < 2 ? FAILURE : BUG)));
        assertThat(join(letters.page(LetterFilter.ALL, 0, 4)).next()).isEmpty();
        assertThat(join(letters.page(LetterFilter.ALL, 0, 3)).next()).isPresent();
        assertThat(join(letters.page(new LetterFilter(null, FAILURE.cause()), 0, 2))
                        .next())
                .as("no further letter of this cause")
                .isEmpty();
    }

    @Test
    void isOpenUntilItsEventIsDelivered() {
        DeadLetters letters = open();
        record(letters, new Died(FIRST, FAILURE));
        assertOpen(letters, true);
        record(letters, new Discarded(DeadLetter.idOf(FIRST), "gone", NOON));
        assertOpen(open(), true);
        DeadLetters reopened = open();
        record(reopened, new Redelivered(DeadLetter.idOf(FIRST), NOON));
        assertOpen(reopened, false);
        assertOpen(open(), false);
        DeadLetters again = open();
        record(again, new Died(FIRST, BUG));
        assertOpen(again, true);
    }

    @Test
    void staysOpenForOneEventOfAnOrderWhenAnotherIsDelivered() {
        DeadLetters letters = open();
        Event other = new OrderCreated("1", List.of("a"), NOON);
        record(letters, new Died(FIRST, FAILURE));
        record(letters, new Died(other, FAILURE));
        record(letters, new Redelivered(DeadLetter.idOf(other), NOON));
        assertOpen(letters, true);
        assertThat(join(letters.isOpenFor(other))).isFalse();
    }

    @Test
    void isNotOpenForAnotherEventOfTheSameOrder() {
        DeadLetters letters = open();
        record(letters, new Died(FIRST, FAILURE));
        assertThat(join(letters.isOpenFor(new OrderCreated("1", List.of("a"), NOON))))
                .isFalse();
        assertThat(join(letters.isOpenFor(SECOND))).isFalse();
        assertThat(join(letters.isOpenFor(new UnknownEvent("{\"orderId\":\"1\"}", "unknown"))))
                .isFalse();
    }

    @Test
    void acceptsLettersFromManyThreads() {
        DeadLetters letters = open();
        CompletableFuture.allOf(IntStream.range(0, 200)
                        .parallel()
                        .mapToObj(i -> letters.record(new Died(order(i), FAILURE))
                                .thenCompose(done -> letters.record(new Redelivered(DeadLetter.idOf(order(i)), NOON)))
                                .toCompletableFuture())
                        .toArray(CompletableFuture<?>[]::new))
                .join();
        for (DeadLetters either : List.of(letters, open())) {
            assertThat(all(either))
                    .hasSize(200)
                    .allMatch(letter -> letter.history().size() == 2);
        }
    }

    private static void assertOpen(DeadLetters letters, boolean expected) {
        assertThat(join(letters.isOpenFor(FIRST))).isEqualTo(expected);
    }

    private static Event order(int i) {
        return new OrderCreated("order-" + i, List.of("item-" + i), NOON);
    }

    private static List<DeadLetter> all(DeadLetters letters) {
        return join(letters.page(LetterFilter.ALL, 0, 1_000)).letters();
    }

    private static List<String> ids(DeadLetters letters, LetterFilter filter) {
        return join(letters.page(filter, 0, 1_000)).letters().stream()
                .map(DeadLetter::id)
                .toList();
    }

    private static <C extends DeadLetterChange> C record(DeadLetters letters, C change) {
        join(letters.record(change));
        return change;
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
