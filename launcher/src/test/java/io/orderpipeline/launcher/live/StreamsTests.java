package io.orderpipeline.launcher.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.ServletRegistration;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;

/** Fast and slow clients, with snapshots large enough to fill the buffers between them and the server. */
class StreamsTests {

    private static final int SIZE = 400_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final AtomicInteger shown = new AtomicInteger();
    private final AtomicInteger last = new AtomicInteger(Integer.MAX_VALUE);
    private final Streams streams = new Streams(new Numbers(), InstantSource.system());
    private final List<Socket> clients = new ArrayList<>();
    private WebServer server;

    @BeforeEach
    void start() {
        streams.start();
        server = new TomcatServletWebServerFactory(0).getWebServer(application -> {
            ServletRegistration.Dynamic servlet = application.addServlet("stream", new StreamServlet(streams));
            servlet.setAsyncSupported(true);
            servlet.addMapping("/live/stream");
        });
        server.start();
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
        streams.stop();
        server.destroy();
    }

    @Test
    void waitForNoClient() throws IOException {
        for (int i = 0; i < 5; i++) {
            open();
        }
        AtomicInteger newest = readOn(open());

        await().atMost(TIMEOUT).until(() -> newest.get() > 0);
        int first = newest.get();
        // Enough to fill the buffers of the five clients that do not read.
        await().atMost(TIMEOUT).until(() -> newest.get() >= first + 20);
        assertThat(shown.get() - newest.get()).isLessThanOrEqualTo(2);
    }

    @Test
    void skipWhatAClientCouldNotTake() throws IOException {
        Socket late = open();
        await().atMost(TIMEOUT).until(() -> shown.get() >= 20);

        AtomicInteger newest = new AtomicInteger();
        AtomicInteger received = new AtomicInteger();
        readOn(late, newest, received);
        await().atMost(TIMEOUT).until(() -> newest.get() >= 20);
        assertThat(received.get()).isLessThan(newest.get());
    }

    @Test
    void keepTheNewestForAClientThatReadsAfterABeat() throws IOException {
        last.set(20);
        Socket late = open();
        // A beat is sent after six looks at the same.
        await().atMost(TIMEOUT).until(() -> shown.get() >= last.get() + 8);

        AtomicInteger newest = readOn(late);
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(newest).hasValue(last.get()));
    }

    private Socket open() throws IOException {
        Socket client = new Socket();
        client.setReceiveBufferSize(4_096);
        client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort()));
        client.getOutputStream().write("GET /live/stream HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
        clients.add(client);
        return client;
    }

    private static AtomicInteger readOn(Socket client) {
        AtomicInteger newest = new AtomicInteger();
        readOn(client, newest, new AtomicInteger());
        return newest;
    }

    private static void readOn(Socket client, AtomicInteger newest, AtomicInteger received) {
        Thread reader = new Thread(() -> read(client, newest, received), "stream-reader");
        reader.setDaemon(true);
        reader.start();
    }

    private static void read(Socket client, AtomicInteger newest, AtomicInteger received) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("data: ")) {
                    newest.set(
                            Integer.parseInt(line.substring("data: ".length(), line.indexOf(' ', "data: ".length()))));
                    received.incrementAndGet();
                }
            }
        } catch (IOException e) {
            // the test is over
        }
    }

    /** Counts up to the last one, in long messages. */
    private final class Numbers implements Show {

        @Override
        public byte[] now() {
            return (Math.min(shown.incrementAndGet(), last.get()) + " " + "x".repeat(SIZE)).getBytes(UTF_8);
        }

        @Override
        public void close() {
            // nothing to release
        }
    }
}
