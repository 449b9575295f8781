package io.orderpipeline.orders.placing;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.orders.placing.OrderProgress.Reached;
import io.orderpipeline.orders.placing.OrderProgress.State;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The promises of everything that tells how far orders are. */
public abstract class OrderProgressContractTests {

    private static final Instant CREATED = Instant.parse("2026-11-01T12:00:00.123Z");
    private static final Order ORDER = order("1", "a", "b", "c");

    /** For a pipeline that has handled no order; closed by the subclass after the test. */
    protected abstract OrderProgress progress();

    /** Notifies about these items. */
    protected abstract void notifyOf(String orderId, List<String> itemIds);

    /** Makes the order's event a dead letter. */
    protected abstract void die(Order order);

    /** Closes the letter of the order's event, which a redrive has delivered. */
    protected abstract void redeliver(Order order);

    /** Discards the letter of the order's event. */
    protected abstract void discard(Order order);

    @Test
    void anUnhandledOrderIsAccepted() {
        assertThat(progress().of(ORDER)).contains(new Reached(List.of(), State.ACCEPTED));
    }

    @Test
    void anOrderIsAcceptedUntilItsLastItemIsNotified() {
        OrderProgress progress = progress();
        notifyOf("1", List.of("b"));
        assertThat(progress.of(ORDER)).contains(new Reached(List.of("b"), State.ACCEPTED));
        notifyOf("1", List.of("c"));
        assertThat(progress.of(ORDER)).contains(new Reached(List.of("b", "c"), State.ACCEPTED));
        notifyOf("1", List.of("a"));
        assertThat(progress.of(ORDER)).contains(new Reached(List.of("a", "b", "c"), State.NOTIFIED));
    }

    @Test
    void itemsAreNamedInTheOrderOfTheRequest() {
        Order backwards = order("1", "z", "a", "m");
        OrderProgress progress = progress();
        notifyOf("1", List.of("a", "m", "z"));
        assertThat(progress.of(backwards)).contains(new Reached(List.of("z", "a", "m"), State.NOTIFIED));
    }

    @Test
    void anOrderIsDeadWhenItsEventIs() {
        OrderProgress progress = progress();
        die(ORDER);
        assertThat(progress.of(ORDER)).contains(new Reached(List.of(), State.DEAD));
    }

    @Test
    void aDeadOrderNamesTheItemsThatWereNotifiedAllTheSame() {
        OrderProgress progress = progress();
        notifyOf("1", List.of("c", "a"));
        die(ORDER);
        assertThat(progress.of(ORDER)).contains(new Reached(List.of("a", "c"), State.DEAD));
    }

    @Test
    void aRedriveThatDeliversMakesItNotified() {
        OrderProgress progress = progress();
        notifyOf("1", List.of("a"));
        die(ORDER);
        notifyOf("1", List.of("b", "c"));
        redeliver(ORDER);
        assertThat(progress.of(ORDER)).contains(new Reached(List.of("a", "b", "c"), State.NOTIFIED));
    }

    @Test
    void anOrderIsNotifiedOnceItsItemsAreWhateverTheStateOfItsLetter() {
        OrderProgress progress = progress();
        die(ORDER);
        notifyOf("1", List.of("a", "b", "c"));
        assertThat(progress.of(ORDER)).contains(new Reached(List.of("a", "b", "c"), State.NOTIFIED));
    }

    @Test
    void anOrderThatDiesAgainAfterARedriveIsDead() {
        OrderProgress progress = progress();
        die(ORDER);
        redeliver(ORDER);
        assertThat(progress.of(ORDER)).contains(new Reached(List.of(), State.ACCEPTED));
        die(ORDER);
        assertThat(progress.of(ORDER)).contains(new Reached(List.of(), State.DEAD));
    }

    @Test
    void anOrderThatIsGivenUpStaysDead() {
        OrderProgress progress = progress();
        notifyOf("1", List.of("b"));
        die(ORDER);
        discard(ORDER);
        assertThat(progress.of(ORDER)).contains(new Reached(List.of("b"), State.DEAD));
    }

    @Test
    void theTraceOfAnOrderChangesNothing() {
        Order traced =
                new Order("1", List.of("a"), CREATED, null, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        OrderProgress progress = progress();
        die(order("1", "a"));
        assertThat(progress.of(traced)).contains(new Reached(List.of(), State.DEAD));
    }

    /** Item ids are unique across all orders in the API, but two keys whose concatenated text is the same are still two keys. */
    @Test
    void whatHappensToAnOrderHappensToNoOther() {
        Order other = order("2", "a", "b", "c");
        Order alike = order("1::a", "b");
        OrderProgress progress = progress();
        notifyOf("1", List.of("a", "b", "a::b"));
        die(ORDER);
        assertThat(progress.of(other)).contains(new Reached(List.of(), State.ACCEPTED));
        assertThat(progress.of(alike)).contains(new Reached(List.of(), State.ACCEPTED));
        notifyOf("2", List.of("c"));
        assertThat(progress.of(ORDER)).contains(new Reached(List.of("a", "b"), State.DEAD));
        assertThat(progress.of(other)).contains(new Reached(List.of("c"), State.ACCEPTED));
    }

    @Test
    void anOrderOfThousandsOfItemsIsToldWhole() {
        List<String> items =
                IntStream.range(0, 5_000).mapToObj(i -> "item-" + i).toList();
        Order large = new Order("large", items, CREATED, null);
        OrderProgress progress = progress();
        notifyOf("large", items.subList(1, items.size()));
        assertThat(progress.of(large)).contains(new Reached(items.subList(1, items.size()), State.ACCEPTED));
        notifyOf("large", items.subList(0, 1));
        assertThat(progress.of(large)).contains(new Reached(items, State.NOTIFIED));
    }

    private static Order order(String orderId, String... itemIds) {
        return new Order(orderId, List.of(itemIds), CREATED, null);
    }
}
