package io.orderpipeline.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other web pages opened in a browser on this machine can do nothing to the live page. */
class ForeignPageTests {

    /** Passes on the result of a request: status and text, or that the browser blocked it. */
    private static final String FETCH = """
        const [url, options, done] = arguments;
        fetch(url, options).then(async answer => done(answer.status + ' ' + await answer.text()), () => done('blocked'));\
        """;

    private static final String STREAM = """
        const [url, done] = arguments;
        const stream = new EventSource(url);
        stream.onmessage = event => { stream.close(); done(event.data); };
        stream.onerror = () => { stream.close(); done('blocked'); };\
        """;

    private static final List<String> COMMANDS =
            List.of("break-broker", "break-receiver", "pause", "redrive", "discard", "kill");

    @TempDir
    private Path folder;

    private Pipeline pipeline;
    private HttpServer foreign;
    private Browser browser;

    @BeforeEach
    void start() throws IOException {
        pipeline = Pipeline.start(new DataFolder(folder).arguments());
        Customer.of(pipeline.orders()).posts("{\"itemId\":[\"itemA\"],\"orderId\":\"secret-123\"}");
        foreign = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        foreign.createContext("/", exchange -> {
            byte[] page = "<!doctype html><title>elsewhere</title>".getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        foreign.start();
        browser = new Browser();
    }

    @AfterEach
    void stop() {
        browser.close();
        foreign.stop(0);
        pipeline.close();
    }

    @Test
    void anotherOriginReadsAndChangesNothing() {
        String live = "http://localhost:" + PageClient.port(pipeline);
        browser.open("http://127.0.0.1:" + foreign.getAddress().getPort() + "/");

        assertThat(browser.runLater(STREAM, live + "/live/stream")).isEqualTo("blocked");
        assertThat(browser.runLater(FETCH, live + "/", Map.of())).isEqualTo("blocked");
        for (String action : COMMANDS) {
            assertThat(browser.runLater(FETCH, live + "/live/control", post("application/json", action)))
                    .isEqualTo("blocked");
            // Sent without a preflight request, like a form.
            assertThat(browser.runLater(FETCH, live + "/live/control", post("text/plain", action)))
                    .isEqualTo("blocked");
        }
        everythingIsAsBefore();
    }

    @Test
    void aReboundNameReadsAndChangesNothing() {
        String rebound = "http://evil.example:" + PageClient.port(pipeline);
        browser.open("http://evil.example:" + foreign.getAddress().getPort() + "/");
        assertThat(browser.run("return document.title")).isEqualTo("elsewhere");
        // What the same page can reach once its name and port resolve to the pipeline.
        browser.open(rebound + "/");
        assertThat(browser.text("body")).contains("this port is not known as evil.example");

        assertThat(browser.runLater(STREAM, rebound + "/live/stream")).isEqualTo("blocked");
        assertThat(browser.runLater(FETCH, rebound + "/live/page.js", Map.of())).startsWith("421 ");
        for (String action : COMMANDS) {
            assertThat(browser.runLater(FETCH, rebound + "/live/control", post("application/json", action)))
                    .startsWith("421 ");
        }
        everythingIsAsBefore();
    }

    private void everythingIsAsBefore() {
        try (PageClient.Stream stream = PageClient.of(pipeline).stream()) {
            stream.await(
                    snapshot -> snapshot.path("relay").path("state").asString().equals("RUNNING")
                            && snapshot.path("broken")
                                    .toString()
                                    .equals("{\"broker\":false,\"receiver\":false,\"item\":null}"));
        }
    }

    private static Map<String, Object> post(String type, String action) {
        return Map.of(
                "method", "POST", "headers", Map.of("Content-Type", type), "body", "{\"action\":\"" + action + "\"}");
    }
}
