package io.orderpipeline.orders.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.orders.placing.IdempotencyKey;
import io.orderpipeline.orders.placing.NumberedOrder;
import io.orderpipeline.orders.placing.Order;
import io.orderpipeline.orders.placing.OrderAccepted;
import io.orderpipeline.orders.placing.OrderRefused;
import io.orderpipeline.orders.placing.Orders;
import io.orderpipeline.orders.placing.OrdersContractTests;
import io.orderpipeline.orders.placing.Placement;
import io.orderpipeline.postgres.TestDatabase;
import io.orderpipeline.postgres.TestServer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresOrdersTests extends OrdersContractTests {

    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00.120Z");

    private final TestDatabase database = TestServer.database();
    private final OrderInstance instance = OrderInstance.on(database);

    @Override
    protected Orders orders() {
        return instance.orders();
    }

    @AfterEach
    void close() {
        instance.close();
        TestServer.reuse(database);
    }

    @Test
    void keepsIdsOfEveryPlaneAndOfEverySyntax() throws Exception {
        List<String> ids = new ArrayList<>(List.of(
                "'",
                "''; drop table orders; --",
                "\"",
                "\\",
                "\\\"",
                "{",
                "}",
                "{a,b}",
                ",",
                "NULL",
                "null",
                "%",
                "$1",
                "?",
                ":a"));
        for (int plane = 0; plane <= 16; plane++) {
            ids.add(Character.toString((plane << 16) + 0xFFFD));
            ids.add(Character.toString((plane << 16) + 0xABCD));
        }
        Order all = order("all of them", ids);
        assertThat(place(all)).isEqualTo(new OrderAccepted("all of them"));
        assertThat(orders().find("all of them")).contains(all);
        for (String id : ids) {
            Order one = new Order(id, List.of("of " + id), NOON, new IdempotencyKey(id, id));
            assertThat(place(one)).isEqualTo(new OrderAccepted(id));
            assertThat(orders().find(id)).contains(one);
            assertThat(place(one)).as("repeated").isEqualTo(new OrderAccepted(id));
            assertThat(place(order("other", List.of("first", id, "last"))))
                    .isEqualTo(new OrderRefused.DuplicateItems(List.of(id)));
        }
    }

    @Test
    void knowsNoOrderThatNobodyCanPlace() throws Exception {
        for (String id : List.of("\0", "a\0b", "\ud83d", "\udce6", "a\udce6\ud83d")) {
            assertThat(orders().find(id)).isEmpty();
            assertThatThrownBy(() -> place(order(id, List.of("a")))).hasCauseInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> place(order("1", List.of(id)))).hasCauseInstanceOf(IllegalArgumentException.class);
        }
        assertThat(place(order("1", List.of("a")))).isEqualTo(new OrderAccepted("1"));
    }

    @Test
    void keepsTimesToTheMillisecond() throws Exception {
        List<Instant> times = List.of(
                Instant.EPOCH,
                Instant.parse("1969-12-31T23:59:59.999Z"),
                Instant.parse("2026-11-01T12:00:00.001Z"),
                Instant.parse("9999-12-31T23:59:59.999Z"));
        for (Instant time : times) {
            Order order = new Order("at " + time, List.of("item at " + time), time, null);
            place(order);
            assertThat(orders().find(order.orderId())).contains(order);
        }
    }

    @Test
    void keepsALargestOrderWhole() throws Exception {
        List<String> itemIds = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            itemIds.add(Character.toString(0x1F4E6).repeat(196) + String.format(java.util.Locale.ROOT, "%04d", i));
        }
        Order largest = order(Character.toString(0x1F4E6).repeat(200), itemIds);
        place(largest);
        assertThat(orders().after(0, 10)).containsExactly(new NumberedOrder(1, largest));
    }

    @Test
    void leavesRowsForPeople() throws Exception {
        place(new Order("123", List.of("itemA", "itemB"), NOON, new IdempotencyKey("key", "print")));
        assertThat(database.query("select row_to_json(outbox) from outbox"))
                .isEqualTo("{\"seq\":1,\"type\":\"order.created\",\"version\":1,\"orderId\":\"123\","
                        + "\"itemId\":[\"itemA\",\"itemB\"],\"createdAt\":\"2026-11-01T12:00:00.120Z\"}");
        assertThat(database.query("select string_agg(item_id || '@' || seq, ' ' order by item_id) from order_items"))
                .isEqualTo("itemA@1 itemB@1");
    }

    @Test
    void continuesBehindOrdersThatWereMovedElsewhere() throws Exception {
        place(order("1", List.of("a")));
        database.execute("update commit_seq set seq = 1; delete from orders");
        place(order("2", List.of("b")));
        assertThat(orders().after(0, 10)).extracting(NumberedOrder::seq).containsExactly(2L);
    }

    @Test
    void leavesNoOldVersionOfTheLockedRow() throws Exception {
        String place = database.query("select ctid from commit_seq");
        for (int i = 0; i < 20; i++) {
            place(order("order " + i, List.of("item " + i)));
        }
        assertThat(database.query("select ctid from commit_seq")).isEqualTo(place);
    }

    private Placement place(Order order) throws Exception {
        return orders().place(order).get(30, TimeUnit.SECONDS);
    }

    private static Order order(String orderId, List<String> itemIds) {
        return new Order(orderId, itemIds, NOON, null);
    }
}
