package io.orderpipeline.launcher.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.inbox.NotificationKey;
import io.orderpipeline.orders.placing.NumberedOrder;
import io.orderpipeline.orders.placing.Order;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TrailTests {

    private final AtomicLong now = new AtomicLong(1_000);
    private final Latencies latencies = new Latencies();
    private final Trail trail = new Trail(now::get, latencies);

    @Test
    void knowsWhenAnOrderPassedEachStage() {
        Journey journey = place("1", "a", "b");
        now.addAndGet(300);
        trail.delivered("1");
        now.addAndGet(200);
        trail.notified(new NotificationKey("1", "a"));
        assertThat(journey.isNotified()).isFalse();
        now.addAndGet(100);
        trail.notified(new NotificationKey("1", "b"));

        assertThat(journey.toDelivered()).hasValue(300);
        assertThat(journey.toNotified()).hasValue(600);
        assertThat(latencies.drain().quantile(1)).hasValue(600 / 1e6);
    }

    @Test
    void countsARepeatedNotificationOnce() {
        place("1", "a");
        trail.notified(new NotificationKey("1", "a"));
        trail.notified(new NotificationKey("1", "a"));
        latencies.drain();
        trail.notified(new NotificationKey("1", "a"));

        assertThat(latencies.drain().quantile(1)).isEmpty();
    }

    @Test
    void doesNotShowARefusedOrder() {
        trail.watch(List.of());
        trail.placed(Objects.requireNonNull(trail.begin(order("1", "a"))), false);

        assertThat(trail.newest(10)).isEmpty();
        assertThat(trail.begin(order("1", "a"))).isNotNull();
    }

    @Test
    void keepsTheOrderWhoseIdIsUsedAgain() {
        Journey journey = place("1", "a");

        assertThat(trail.begin(order("1", "b"))).isNull();
        assertThat(trail.newest(10)).containsExactly(journey);
    }

    @Test
    void followsALimitedNumberOfOrdersEachSecond() {
        for (int i = 0; i < Trail.MOST_A_SECOND; i++) {
            assertThat(trail.begin(order("first-" + i, "a"))).isNotNull();
        }
        assertThat(trail.begin(order("one more", "a"))).isNull();

        now.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertThat(trail.begin(order("next second", "a"))).isNotNull();
    }

    @Test
    void forgetsTheOldestOrders() {
        for (int i = 0; i < Trail.KEPT + 5; i++) {
            now.addAndGet(TimeUnit.SECONDS.toNanos(1));
            place("order-" + i, "a");
        }

        assertThat(trail.newest(10_000))
                .hasSize(Trail.KEPT)
                .first()
                .extracting(journey -> journey.order().orderId())
                .isEqualTo("order-" + (Trail.KEPT + 4));
        assertThat(trail.begin(order("order-0", "a"))).isNotNull();
    }

    @Test
    void beginsWithTheOrdersThatWereAcceptedBefore() {
        trail.watch(List.of(new NumberedOrder(7, order("7", "a")), new NumberedOrder(8, order("8", "b"))));

        assertThat(trail.newest(10))
                .extracting(journey -> journey.order().orderId())
                .containsExactly("8", "7");
        trail.notified(new NotificationKey("8", "b"));
        assertThat(trail.newest(1).get(0).isNotified()).isTrue();
        assertThat(trail.newest(1).get(0).toNotified()).isEmpty();
    }

    @Test
    void forgetsEverythingWhenNoPageIsOpen() {
        place("1", "a");
        trail.watch(List.of());
        trail.unwatch();

        assertThat(trail.isWatched()).isFalse();
        assertThat(trail.newest(10)).isEmpty();
    }

    private Journey place(String orderId, String... items) {
        Journey journey = Objects.requireNonNull(trail.begin(order(orderId, items)));
        trail.placed(journey, true);
        return journey;
    }

    private static Order order(String orderId, String... items) {
        return new Order(orderId, List.of(items), Instant.EPOCH, null);
    }
}
