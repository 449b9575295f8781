package io.orderpipeline.broker.inbox.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OpenOrdersTests {

    private final OpenOrders orders = new OpenOrders();

    @Test
    void knowsAnOrderUntilItsLastLetterIsClosed() {
        orders.change(7, 1);
        orders.change(7, 1);
        orders.change(7, -1);
        assertThat(orders.contains(7)).isTrue();
        assertThat(orders.contains(8)).isFalse();
        orders.change(7, -1);
        assertThat(orders.contains(7)).isFalse();
        assertThat(orders.isEmpty()).isTrue();
    }

    @Test
    void isNotEmptyWhileAnyLetterIsOpen() {
        assertThat(orders.isEmpty()).isTrue();
        orders.change(7, 1);
        orders.change(8, 1);
        orders.change(7, -1);
        assertThat(orders.isEmpty()).isFalse();
        orders.change(9, 0);
        orders.change(8, -1);
        assertThat(orders.isEmpty()).isTrue();
    }

    @Test
    void agreesWithAMapWhateverIsOpenedAndClosed() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Map<Integer, Integer> expected = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            int hash = random.nextInt(2_000) << (random.nextInt(2) * 16);
            int by = random.nextBoolean() ? 1 : expected.getOrDefault(hash, 0) > 0 ? -1 : 0;
            orders.change(hash, by);
            expected.merge(hash, by, Integer::sum);
            int asked = random.nextInt(4_000);
            assertThat(orders.contains(asked))
                    .as("seed %d, step %d", seed, i)
                    .isEqualTo(expected.getOrDefault(asked, 0) > 0);
        }
        assertThat(orders.isEmpty()).isEqualTo(expected.values().stream().allMatch(count -> count == 0));
    }
}
