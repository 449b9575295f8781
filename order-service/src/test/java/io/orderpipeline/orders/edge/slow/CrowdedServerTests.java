package io.orderpipeline.orders.edge.slow;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.orders.placing.InMemoryOrders;
import io.orderpipeline.orders.placing.NumberedOrder;
import io.orderpipeline.orders.placing.Order;
import io.orderpipeline.orders.placing.Orders;
import io.orderpipeline.orders.placing.Placement;
import io.orderpipeline.orders.placing.web.EdgeServer;
import io.orderpipeline.orders.placing.web.RawHttp;
import io.orderpipeline.orders.placing.web.Requests;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Clients that try to hold every thread, against servers with very few threads. */
class CrowdedServerTests {

    private static final String UNKNOWN = Requests.get("/orders/nobody");

    /** Far longer than the test waits: the server answers in time only if it cuts a client off. */
    private static final String PATIENT = "server.tomcat.connection-timeout=120s";

    @Test
    void answersOthersAlthoughEveryThreadWaitsForAClientThatDoesNotRead() throws Exception {
        try (EdgeServer server =
                new EdgeServer(withALargeOrder(), threads(4), "server.tomcat.threads.min-spare=4", PATIENT)) {
            List<Socket> deaf = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                deaf.add(deafClient(server.port(), Requests.get("/orders/large").repeat(15)));
            }

            assertThat(server.send(UNKNOWN).status()).isEqualTo(404);
            assertThat(server.send(Requests.post("{\"itemId\":[\"beside the deaf\"]}"))
                            .status())
                    .isEqualTo(202);
            for (Socket socket : deaf) {
                socket.close();
            }
        }
    }

    @Test
    void answersAClientThatSendsVeryManyRequestsAtOnceSomeOfThemWhileOthersWait() throws Exception {
        try (EdgeServer server = new EdgeServer(new InMemoryOrders(), threads(1), "server.tomcat.threads.min-spare=1");
                RawHttp http = new RawHttp(server.port())) {
            http.write(UNKNOWN.repeat(30));

            for (int i = 1; i < 20; i++) {
                assertThat(http.answer().headers()).as("answer " + i).doesNotContainKey("connection");
            }
            assertThat(http.answer().header("connection")).isEqualTo("close");
            assertThat(http.closedByServer()).isTrue();
        }
    }

    @Test
    void answersThemAllWhileThereAreOtherThreads() throws Exception {
        try (EdgeServer server = new EdgeServer(new InMemoryOrders(), threads(2), "server.tomcat.threads.min-spare=1");
                RawHttp http = new RawHttp(server.port())) {
            http.write(UNKNOWN.repeat(200));

            for (int i = 0; i < 200; i++) {
                assertThat(http.answer().status()).isEqualTo(404);
            }
        }
    }

    @Test
    void leavesThreadsForOthersWhenVeryManyPagesAreAskedFor() throws Exception {
        SlowToRead orders = new SlowToRead();
        try (EdgeServer server = new EdgeServer(orders, threads(4), "server.tomcat.threads.min-spare=4");
                RawHttp first = new RawHttp(server.port());
                RawHttp second = new RawHttp(server.port())) {
            first.write(Requests.get("/orders"));
            second.write(Requests.get("/orders"));
            orders.reading.await();

            RawHttp.Answer third = server.send(Requests.get("/orders"));
            assertThat(third.status()).isEqualTo(503);
            assertThat(third.body()).isEqualTo("{\"error\":\"too many pages are being read, retry later\"}");
            assertThat(third.header("retry-after")).isEqualTo("1");
            assertThat(server.send(UNKNOWN).status()).isEqualTo(404);

            orders.mayGoOn.countDown();
            assertThat(first.answer().status()).isEqualTo(200);
            assertThat(second.answer().status()).isEqualTo(200);
            assertThat(server.send(Requests.get("/orders")).status()).isEqualTo(200);
        }
    }

    private static String threads(int threads) {
        return "server.tomcat.threads.max=" + threads;
    }

    /** Several of its answers are more than any buffer holds. */
    private static Orders withALargeOrder() {
        Orders orders = new InMemoryOrders();
        List<String> items =
                IntStream.range(0, 4_000).mapToObj(i -> i + "x".repeat(196)).toList();
        orders.place(new Order("large", items, Instant.EPOCH, null)).join();
        return orders;
    }

    private static Socket deafClient(int port, String requests) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(1_024);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static final class SlowToRead implements Orders {

        private final CountDownLatch reading = new CountDownLatch(2);
        private final CountDownLatch mayGoOn = new CountDownLatch(1);

        @Override
        public CompletableFuture<Placement> place(Order order) {
            throw new IllegalStateException("nothing is placed here");
        }

        @Override
        public Optional<Order> find(String orderId) {
            return Optional.empty();
        }

        @Override
        public List<NumberedOrder> after(long seq, int limit) {
            reading.countDown();
            try {
                mayGoOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted while the test went on", e);
            }
            return List.of();
        }
    }
}
