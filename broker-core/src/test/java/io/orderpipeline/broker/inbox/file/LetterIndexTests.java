package io.orderpipeline.broker.inbox.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.inbox.DeadLetterChange.Died;
import io.orderpipeline.broker.inbox.DeadLetterChange.Discarded;
import io.orderpipeline.broker.inbox.DeadLetterChange.Redelivered;
import io.orderpipeline.broker.inbox.Failure;
import io.orderpipeline.broker.inbox.LetterFilter;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class LetterIndexTests {

    private static final int LETTERS = 50_000;

    private final LetterIndex index = new LetterIndex();

    @Test
    void takesLittleOfTheHeapHoweverLargeTheEvents() {
        new LetterIndex().remember(died("1", "a"), 0); // Loads the classes.
        long before = usedHeap();
        for (int i = 0; i < LETTERS; i++) {
            index.remember(died("order-" + i, "item-" + i + "x".repeat(200)), i);
        }
        long perLetter = (usedHeap() - before) / LETTERS;
        assertThat(index.counts()).hasSize(1);
        assertThat(perLetter).as("bytes a letter").isLessThan(200);
    }

    @Test
    void findsNothingByTextThatIsNotAnId() {
        Died died = died("1", "a");
        index.remember(died, 7);
        assertThat(index.find(died.id()))
                .hasValueSatisfying(letter -> assertThat(letter.positions()).containsExactly(7));
        assertThat(index.find(died.id().substring(1))).isEmpty();
        assertThat(index.find(died.id().toUpperCase(Locale.ROOT) + "0")).isEmpty();
        assertThat(index.find("zzzzzzzzzzzzzzzz")).isEmpty();
    }

    @Test
    void refusesAFileThatChangesALetterBeforeItsDeath() {
        Redelivered change = new Redelivered("0123456789abcdef", Instant.EPOCH);
        assertThatThrownBy(() -> index.remember(change, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the file changes dead letter 0123456789abcdef before it died");
        assertThatThrownBy(() -> index.isNew(change))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("there is no dead letter 0123456789abcdef");
    }

    @Test
    void computesNoDigestOfAnEventUnlessALetterIsOpenForItsOrder() {
        Died first = died("1", "a");
        Died second = died("1", "b");
        assertThat(index.mayBeOpenFor(first.event())).isFalse();
        index.remember(first, 1);
        index.remember(second, 2);
        index.remember(new Discarded(first.id(), "gone", Instant.EPOCH), 3);
        index.remember(new Redelivered(first.id(), Instant.EPOCH), 4);
        assertThat(index.mayBeOpenFor(second.event())).isTrue();
        assertThat(index.mayBeOpenFor(died("2", "a").event())).isFalse();
        index.remember(new Redelivered(second.id(), Instant.EPOCH), 5);
        assertThat(index.mayBeOpenFor(second.event())).isFalse();
        index.remember(first, 6);
        assertThat(index.mayBeOpenFor(second.event())).isTrue();
    }

    @Test
    void hasNothingBehindItsLastLetter() {
        index.remember(died("1", "a"), 1);
        assertThat(index.page(LetterFilter.ALL, 1, 10).letters()).isEmpty();
        assertThat(index.page(LetterFilter.ALL, Long.MAX_VALUE, 10).letters()).isEmpty();
        assertThat(index.page(LetterFilter.ALL, 0, 0).next()).hasValue(0);
    }

    private static Died died(String orderId, String itemId) {
        return new Died(
                new OrderCreated(orderId, List.of(itemId), Instant.EPOCH),
                new Failure(new String("notification-refused"), "no", 5, Instant.EPOCH, Instant.EPOCH));
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
