package io.orderpipeline.broker.inbox.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.inbox.DeadLetterChange.Died;
import io.orderpipeline.broker.inbox.Failure;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LetterIndexTests {

    private static final int LETTERS = 50_000;

    private final LetterIndex index = new LetterIndex();

    @Test
    void takesLittleOfTheHeapHoweverLargeTheEvents() {
        long before = usedHeap();
        for (int i = 0; i < LETTERS; i++) {
            index.remember(died("order-" + i, "item-" + i + "x".repeat(200)), i);
        }
        long perLetter = (usedHeap() - before) / LETTERS;
        assertThat(index.counts()).hasSize(1);
        assertThat(perLetter).as("bytes a letter").isLessThan(200);
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
