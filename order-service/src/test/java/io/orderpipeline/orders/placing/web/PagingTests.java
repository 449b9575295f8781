package io.orderpipeline.orders.placing.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.orders.placing.InMemoryOrders;
import io.orderpipeline.orders.placing.Order;
import io.orderpipeline.orders.placing.Orders;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** GET /orders: accepted orders in commit order, page by page. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagingTests {

    private static final Instant CREATED = Instant.parse("2026-11-01T12:00:00.123Z");
    private static final Pattern NEXT = Pattern.compile("<(/orders\\?[^>]*)>; rel=\"next\"");

    private static final int STORED = 257;

    private EdgeServer server;

    @BeforeAll
    void start() {
        server = new EdgeServer(stored(STORED, 1));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void showsWhatWasAcceptedAndWhereToGoOn() throws Exception {
        RawHttp.Answer answer = get("/orders?after=0&limit=2");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"orders\":["
                                + "{\"seq\":1,\"orderId\":\"order 1\",\"itemId\":[\"1/0\"],\"createdAt\":\"2026-11-01T12:00:00.123Z\"},"
                                + "{\"seq\":2,\"orderId\":\"order 2\",\"itemId\":[\"2/0\"],\"createdAt\":\"2026-11-01T12:00:00.123Z\"}]}");
        assertThat(answer.header("link")).isEqualTo("</orders?after=2&limit=2>; rel=\"next\"");
    }

    @Test
    void endsWithAPageWithoutNext() throws Exception {
        RawHttp.Answer last = get("/orders?after=256&limit=2");

        assertThat(seqs(last)).containsExactly(257L);
        assertThat(last.headers()).doesNotContainKey("link");
        assertThat(get("/orders?after=257").body()).isEqualTo("{\"orders\":[]}");
    }

    @Test
    void showsAHundredUnlessAskedForMore() throws Exception {
        assertThat(seqs(get("/orders"))).hasSize(100).startsWith(1L).endsWith(100L);
        assertThat(seqs(get("/orders?limit=1000"))).hasSize(STORED);
    }

    @Test
    void leadsThroughEveryOrderOnce() throws Exception {
        assertThat(follow("/orders?limit=10"))
                .isEqualTo(
                        IntStream.rangeClosed(1, STORED).mapToObj(Long::valueOf).toList());
    }

    @Test
    void endsAPageEarlyWhenItsOrdersAreVeryLarge() throws Exception {
        try (EdgeServer large = new EdgeServer(stored(100, 1_000))) {
            RawHttp.Answer first = large.send(Requests.get("/orders?limit=1000"));

            assertThat(first.body()).hasSizeBetween(450_000, 600_000);
            List<Long> seqs = seqs(first);
            assertThat(seqs).hasSizeBetween(30, 80);
            assertThat(first.header("link")).isEqualTo("</orders?after=" + seqs.size() + "&limit=1000>; rel=\"next\"");
            assertThat(seqs(large.send(Requests.get("/orders?limit=1000&after=" + seqs.size()))))
                    .startsWith(seqs.size() + 1L)
                    .endsWith(100L);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "x", "", "1.0", "+1", "1e3", "9223372036854775808", "0x1", "%D9%A1"})
    void namesAnAfterThatIsNoSeq(String after) throws Exception {
        RawHttp.Answer answer = get("/orders?after=" + after);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("{\"error\":\"after must be a whole number from 0 to 999999999999999999\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "/orders?orderid=1,               orderid",
        "/orders?Limit=1,                 Limit",
        "/orders?orderId=order%201&after=1, after",
        "/orders/order%201?limit=1,       limit",
        "/orders?a%20b=1,                 a b"
    })
    void namesAParameterThatThereIsNot(String target, String name) throws Exception {
        RawHttp.Answer answer = get(target);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"error\":\"unknown parameter \\\"" + name + "\\\"\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1001", "-1", "x", "", "4294967297"})
    void namesALimitThatIsOutOfRange(String limit) throws Exception {
        RawHttp.Answer answer = get("/orders?limit=" + limit);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"error\":\"limit must be a whole number from 1 to 1000\"}");
    }

    private static Orders stored(int count, int items) {
        Orders orders = new InMemoryOrders();
        for (int i = 1; i <= count; i++) {
            String prefix = i + "/";
            List<String> itemIds =
                    IntStream.range(0, items).mapToObj(item -> prefix + item).toList();
            orders.place(new Order("order " + i, itemIds, CREATED, null)).join();
        }
        return orders;
    }

    private List<Long> follow(String path) throws Exception {
        List<Long> seqs = new ArrayList<>();
        for (String next = path; !next.isEmpty(); ) {
            RawHttp.Answer page = get(next);
            seqs.addAll(seqs(page));
            Matcher link = NEXT.matcher(page.header("link"));
            next = link.matches() ? link.group(1) : "";
        }
        return seqs;
    }

    private static List<Long> seqs(RawHttp.Answer page) {
        assertThat(page.status()).isEqualTo(200);
        return Pattern.compile("\"seq\":(\\d+)")
                .matcher(page.body())
                .results()
                .map(seq -> Long.valueOf(seq.group(1)))
                .toList();
    }

    private RawHttp.Answer get(String path) throws Exception {
        return server.send(Requests.get(path));
    }
}
