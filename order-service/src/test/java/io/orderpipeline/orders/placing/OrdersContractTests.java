package io.orderpipeline.orders.placing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The promises of every order store. */
public abstract class OrdersContractTests {

    private static final Instant CREATED = Instant.parse("2026-11-01T12:00:00.123Z");
    private static final int CLIENTS = 64;

    private Orders orders = new InMemoryOrders();

    /** An empty store, closed by the subclass after the test. */
    protected abstract Orders orders() throws Exception;

    @BeforeEach
    void open() throws Exception {
        orders = orders();
    }

    @Test
    void acceptsAnOrderAndFindsItAgain() throws Exception {
        Order order = order("1", "a", "b");

        assertThat(place(order)).isEqualTo(new OrderAccepted("1"));
        assertThat(orders.find("1")).contains(order);
    }

    @Test
    void keepsTheTraceOfTheRequest() throws Exception {
        Order traced = new Order(
                "1",
                List.of("a"),
                CREATED,
                new IdempotencyKey("key", "fingerprint"),
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-03");

        place(traced);
        assertThat(orders.find("1")).contains(traced);
        assertThat(orders.after(0, 1)).extracting(NumberedOrder::order).containsExactly(traced);
    }

    @Test
    void findsNothingThatWasNotAccepted() throws Exception {
        place(order("1", "a"));
        place(order("2", "a"));

        assertThat(orders.find("2")).isEmpty();
        assertThat(orders.find("")).isEmpty();
    }

    @Test
    void refusesAnOrderIdUsedBefore() throws Exception {
        place(order("1", "a"));

        assertThat(place(order("1", "b"))).isEqualTo(new OrderRefused.DuplicateOrderId());
        assertThat(place(order("2", "b"))).isEqualTo(new OrderAccepted("2"));
    }

    @Test
    void checksTheOrderIdBeforeTheItems() throws Exception {
        place(order("1", "a"));

        assertThat(place(order("1", "a", "a"))).isEqualTo(new OrderRefused.DuplicateOrderId());
    }

    @Test
    void namesEveryItemOrderedBeforeInRequestOrder() throws Exception {
        place(order("1", "a", "b"));
        place(order("2", "c"));

        assertThat(place(order("3", "c", "new", "a"))).isEqualTo(new OrderRefused.DuplicateItems(List.of("c", "a")));
    }

    @Test
    void storesNothingOfARefusedOrder() throws Exception {
        place(order("1", "a"));
        place(order("2", "new", "a"));

        assertThat(place(order("2", "new"))).isEqualTo(new OrderAccepted("2"));
        assertThat(orders.after(0, 10)).extracting(NumberedOrder::seq).containsExactly(1L, 2L);
    }

    @Test
    void refusesAnItemRepeatedInsideTheRequestNamingItOnce() throws Exception {
        assertThat(place(order("1", "b", "a", "a", "b", "a", "c")))
                .isEqualTo(new OrderRefused.DuplicateItems(List.of("b", "a")));
    }

    @Test
    void takesIdsLiterally() throws Exception {
        List<String> alike =
                List.of("a", "A", " a", "a ", "\u00e4", "a\u0308", "\ud83d\udce6", "a::b", "\uffff", "null");
        for (String id : alike) {
            assertThat(place(order(id, id))).isEqualTo(new OrderAccepted(id));
        }
        for (String id : alike) {
            assertThat(orders.find(id)).contains(order(id, id));
            assertThat(place(order("new " + id, id))).isEqualTo(new OrderRefused.DuplicateItems(List.of(id)));
        }
    }

    @Test
    void anItemMayHaveTheNameOfAnOrder() throws Exception {
        place(order("1", "a"));

        assertThat(place(order("a", "1"))).isEqualTo(new OrderAccepted("a"));
    }

    @Test
    void pagesThroughOrdersInCommitOrder() throws Exception {
        for (int i = 1; i <= 5; i++) {
            place(order("order " + i, "item " + i));
        }

        assertThat(orders.after(0, 2)).extracting(NumberedOrder::seq).containsExactly(1L, 2L);
        assertThat(orders.after(2, 2))
                .containsExactly(
                        new NumberedOrder(3, order("order 3", "item 3")),
                        new NumberedOrder(4, order("order 4", "item 4")));
        assertThat(orders.after(4, 2)).extracting(NumberedOrder::seq).containsExactly(5L);
        assertThat(orders.after(5, 2)).isEmpty();
        assertThat(orders.after(Long.MAX_VALUE, 2)).isEmpty();
    }

    @Test
    void answersARepeatedRequestLikeTheFirst() throws Exception {
        place(order("1", new IdempotencyKey("key", "print"), "a"));

        assertThat(place(order("another", new IdempotencyKey("key", "print"), "a")))
                .isEqualTo(new OrderAccepted("1"));
        assertThat(orders.after(0, 10)).hasSize(1);
    }

    @Test
    void refusesAnIdempotencyKeyThatComesWithAnotherRequest() throws Exception {
        place(order("1", new IdempotencyKey("key", "print"), "a"));

        assertThat(place(order("2", new IdempotencyKey("key", "other"), "b")))
                .isEqualTo(new OrderRefused.IdempotencyKeyReused());
        assertThat(place(order("2", "b"))).isEqualTo(new OrderAccepted("2"));
    }

    @Test
    void remembersNoIdempotencyKeyOfARefusedOrder() throws Exception {
        place(order("1", "a"));
        place(order("2", new IdempotencyKey("key", "print"), "a"));

        assertThat(place(order("2", new IdempotencyKey("key", "other"), "b"))).isEqualTo(new OrderAccepted("2"));
    }

    @Test
    void givesEachItemToExactlyOneOfManyClientsThatFightOverIt() throws Exception {
        int rounds = 20;
        List<Placement> placements = inParallel(client -> {
            List<Placement> mine = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                mine.add(
                        place(order(client + "/" + round, "item " + round, "item " + (round + client) % rounds + "'")));
            }
            return mine;
        });

        List<NumberedOrder> stored = orders.after(0, CLIENTS * rounds);
        assertThat(stored.stream().flatMap(numbered -> numbered.order().itemIds().stream()))
                .doesNotHaveDuplicates();
        assertThat(stored)
                .extracting(NumberedOrder::seq)
                .isEqualTo(LongStream.rangeClosed(1, stored.size()).boxed().toList());
        assertThat(placements.stream().filter(OrderAccepted.class::isInstance).map(OrderAccepted.class::cast))
                .containsExactlyInAnyOrderElementsOf(stored.stream()
                        .map(numbered -> new OrderAccepted(numbered.order().orderId()))
                        .toList());
        assertThat(placements).hasSize(CLIENTS * rounds);
        assertThat(placements.stream().filter(placement -> !(placement instanceof OrderAccepted)))
                .allMatch(OrderRefused.DuplicateItems.class::isInstance);
    }

    @Test
    void letsExactlyOneOfManyClientsWinASingleItem() throws Exception {
        List<Placement> placements = inParallel(client -> List.of(place(order("order " + client, "the last one"))));

        assertThat(placements).filteredOn(OrderAccepted.class::isInstance).hasSize(1);
        assertThat(placements)
                .filteredOn(new OrderRefused.DuplicateItems(List.of("the last one"))::equals)
                .hasSize(CLIENTS - 1);
    }

    @Test
    void answersManyClientsWithOneIdempotencyKeyAlike() throws Exception {
        List<Placement> placements =
                inParallel(client -> List.of(place(order("order " + client, new IdempotencyKey("key", "print"), "a"))));

        assertThat(placements).hasSize(CLIENTS).containsOnly(placements.get(0));
        assertThat(placements.get(0)).isInstanceOf(OrderAccepted.class);
    }

    private Placement place(Order order) throws Exception {
        return orders.place(order).get(30, TimeUnit.SECONDS);
    }

    private static Order order(String orderId, String... itemIds) {
        return order(orderId, null, itemIds);
    }

    private static Order order(String orderId, @Nullable IdempotencyKey key, String... itemIds) {
        return new Order(orderId, List.of(itemIds), CREATED, key);
    }

    private static List<Placement> inParallel(Client client) throws Exception {
        CyclicBarrier start = new CyclicBarrier(CLIENTS);
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Callable<List<Placement>>> clients = IntStream.range(0, CLIENTS)
                    .<Callable<List<Placement>>>mapToObj(number -> () -> {
                        start.await(30, TimeUnit.SECONDS);
                        return client.run(number);
                    })
                    .toList();
            List<Placement> all = new ArrayList<>();
            for (Future<List<Placement>> done : threads.invokeAll(clients)) {
                all.addAll(done.get());
            }
            return all;
        } finally {
            threads.shutdownNow();
        }
    }

    private interface Client {
        List<Placement> run(int number) throws Exception;
    }
}
