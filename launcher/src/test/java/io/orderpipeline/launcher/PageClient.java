package io.orderpipeline.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests the live page from a running pipeline, like a browser. */
final class PageClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI page;
    private @Nullable String key;

    private PageClient(URI page) {
        this.page = page;
    }

    static PageClient of(Pipeline pipeline) {
        return new PageClient(URI.create("http://localhost:" + port(pipeline)));
    }

    static int port(Pipeline pipeline) {
        return pipeline.orders().getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    HttpResponse<String> post(String path, String json, String... headers) {
        return send(request(path, headers)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    /** Opens the link: exchanges its token for the key. */
    HttpResponse<String> unlock(String token) {
        HttpResponse<String> answer = post("/live/key", "{\"token\":\"" + token + "\"}");
        if (answer.statusCode() == 200) {
            key = JsonMapper.shared().readTree(answer.body()).path("key").asString();
        }
        return answer;
    }

    /** Sends the command, with the key if there is one. */
    HttpResponse<String> control(String json) {
        return key == null ? post("/live/control", json) : post("/live/control", json, "Live-Key", key);
    }

    /** Opens the stream. */
    Stream stream() {
        try {
            HttpResponse<InputStream> answer =
                    http.send(request("/live/stream").GET().build(), BodyHandlers.ofInputStream());
            return new Stream(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while opening a stream", e);
        }
    }

    /** A connection that has requested the stream but reads nothing. */
    Socket deafStream() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(1_024);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), page.getPort()));
        socket.getOutputStream().write("GET /live/stream HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
        return socket;
    }

    /** Sends the request as is and returns the first line of the answer. */
    String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), page.getPort())) {
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine();
        }
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(page.resolve(path)).timeout(TIMEOUT);
        return headers.length == 0 ? request : request.headers(headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking", e);
        }
    }

    /** Reads snapshots as they arrive. */
    static final class Stream implements AutoCloseable {

        private final HttpResponse<InputStream> answer;
        private final AtomicInteger snapshots = new AtomicInteger();
        private volatile @Nullable JsonNode newest;
        private volatile boolean over;

        private Stream(HttpResponse<InputStream> answer) {
            this.answer = answer;
            Thread reader = new Thread(this::read, "stream-reader");
            reader.setDaemon(true);
            reader.start();
        }

        private void read() {
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("data: {")) {
                        newest = JsonMapper.shared().readTree(line.substring("data: ".length()));
                        snapshots.incrementAndGet();
                    }
                }
            } catch (IOException e) {
                // closed by this test or by the server
            }
            over = true;
        }

        int status() {
            return answer.statusCode();
        }

        int snapshots() {
            return snapshots.get();
        }

        boolean isOver() {
            return over;
        }

        /** Waits for a snapshot that matches. */
        JsonNode await(Predicate<JsonNode> condition) {
            return Awaitility.await()
                    .atMost(TIMEOUT)
                    .until(() -> newest, snapshot -> snapshot != null && condition.test(snapshot));
        }

        @Override
        public void close() {
            try {
                answer.body().close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
