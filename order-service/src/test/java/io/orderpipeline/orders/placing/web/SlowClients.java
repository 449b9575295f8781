package io.orderpipeline.orders.placing.web;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;

/** Clients that start a request and then stop or continue slowly, and the answer they get when their time is up. */
public final class SlowClients implements AutoCloseable {

    private final int port;
    private final String error;
    private final ScheduledExecutorService drip = Executors.newSingleThreadScheduledExecutor();

    /** @param error what a client is told when its time is up */
    public SlowClients(int port, String error) {
        this.port = port;
        this.error = error;
    }

    /** One connection per request. */
    public List<RawHttp> begin(String... requests) throws IOException {
        List<RawHttp> begun = new ArrayList<>();
        for (String request : requests) {
            RawHttp http = new RawHttp(port);
            http.write(request);
            begun.add(http);
        }
        return begun;
    }

    /** Writes {@code drop} to each connection, until it is cancelled. */
    public Future<?> dripping(List<RawHttp> slow, String drop) {
        return drip.scheduleAtFixedRate(() -> slow.forEach(http -> write(http, drop)), 0, 50, MILLISECONDS);
    }

    public void assertAllTimedOut(List<RawHttp> begun) throws IOException {
        for (RawHttp http : begun) {
            try (http) {
                assertTimedOut(http);
            }
        }
    }

    public void assertTimedOut(RawHttp http) throws IOException {
        RawHttp.Answer answer = http.answer();
        assertThat(answer.status()).isEqualTo(408);
        assertThat(answer.body()).isEqualTo("{\"error\":\"" + error + "\"}");
        assertThat(answer.header("connection")).isEqualTo("close");
        assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(http.closedByServer()).isTrue();
    }

    private static void write(RawHttp http, String drop) {
        try {
            http.write(drop);
        } catch (IOException e) {
            throw new UncheckedIOException("the server has closed", e);
        }
    }

    @Override
    public void close() {
        drip.shutdownNow();
    }
}
