package io.orderpipeline.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Who gets the live page, and who may control the pipeline with it. */
@ExtendWith(OutputCaptureExtension.class)
class LivePageTests {

    private static final Pattern LINK = Pattern.compile("Live page: (http://localhost:\\d+/)#token=(\\S+) ");
    private static final List<String> PATHS =
            List.of("/", "/live/page.js", "/live/page.css", "/live/stream", "/live/key", "/live/control");

    @TempDir
    private static Path folder;

    private static Pipeline pipeline;
    private static PageClient page;
    private static String link;
    private static String token;

    @BeforeAll
    static void start(CapturedOutput output) {
        pipeline = Pipeline.start(new DataFolder(folder).arguments());
        page = PageClient.of(pipeline);
        Matcher logged = LINK.matcher(output.getOut());
        assertThat(logged.find()).as("the link in " + output.getOut()).isTrue();
        link = logged.group(1);
        token = logged.group(2);
    }

    @AfterAll
    static void stop() {
        pipeline.close();
    }

    @Test
    void isAtTheRootForBrowsersOnly() {
        HttpResponse<String> html = page.get("/", "Accept", "text/html,application/xhtml+xml,*/*;q=0.8");

        assertThat(html.statusCode()).isEqualTo(200);
        assertThat(html.headers().firstValue("Content-Type")).hasValue("text/html;charset=utf-8");
        assertThat(html.body()).contains("<title>Order Pipeline</title>");
        assertThat(link).isEqualTo("http://localhost:" + PageClient.port(pipeline) + "/");
        for (String accept : List.of("application/json", "*/*")) {
            HttpResponse<String> other = page.get("/", "Accept", accept);
            assertThat(other.statusCode()).isEqualTo(404);
            assertThat(other.body()).isEqualTo("{\"error\":\"unknown path\"}");
        }
        assertThat(page.get("/live/unknown").statusCode()).isEqualTo(404);
    }

    @Test
    void letsABrowserLoadNothingButItsOwnFiles() {
        for (String path : List.of("/", "/live/page.js", "/live/icon.svg")) {
            HttpResponse<String> answer = page.get(path, "Accept", "text/html");
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe", "http");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        }
        assertThat(page.get("/", "Accept", "text/html").body())
                .doesNotContainPattern("<script>|style=|onclick|https?:");
    }

    @Test
    void refusesForeignPagesOnEachOfItsPaths() throws IOException {
        for (String path : PATHS) {
            assertThat(page.raw("GET " + path + " HTTP/1.1\r\nHost: evil.example\r\n\r\n"))
                    .as(path)
                    .startsWith("HTTP/1.1 421");
            assertThat(page.get(path, "Origin", "http://evil.example").statusCode())
                    .as(path)
                    .isEqualTo(403);
            assertThat(page.get(path, "Origin", "null").statusCode()).as(path).isEqualTo(403);
        }
    }

    @Test
    void isReadOnlyWithoutTheKey() {
        for (String action : List.of("break-broker", "pause", "kill")) {
            String command = "{\"action\":\"" + action + "\"}";
            assertThat(page.post("/live/control", command).statusCode()).isEqualTo(403);
            assertThat(page.post("/live/control", command, "Live-Key", token).statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void givesTheKeyForTheLinkOnce() {
        PageClient owner = PageClient.of(pipeline);
        assertThat(owner.unlock("a" + token).body()).isEqualTo("{\"error\":\"this is not the link in the log\"}");
        assertThat(owner.unlock(token).statusCode()).isEqualTo(200);
        assertThat(PageClient.of(pipeline).unlock(token).body())
                .isEqualTo("{\"error\":\"this link was used already; the next start logs a new one\"}");

        assertThat(owner.control("{\"action\":\"pause\"}").body()).isEqualTo("{\"result\":\"done\"}");
        assertThat(owner.control("{\"action\":\"resume\"}").statusCode()).isEqualTo(200);
        assertThat(owner.control("{\"action\":\"explode\"}").body())
                .isEqualTo("{\"error\":\"unknown action: explode\"}");
        assertThat(owner.control("{\"action\":\"refuse-item\"}").body())
                .isEqualTo("{\"error\":\"item must be a text of at most 500 characters\"}");
        assertThat(owner.control("{\"action\":\"pause\",\"action\":\"kill\"}").statusCode())
                .isEqualTo(400);
        assertThat(owner.control("{\"action\":\"pause\",\"force\":true}").statusCode())
                .isEqualTo(400);
        assertThat(owner.control("{}").body()).isEqualTo("{\"error\":\"action must be given\"}");
        assertThat(owner.control("nonsense").statusCode()).isEqualTo(400);
        assertThat(owner.control("{\"action\":\"redrive\",\"letter\":\"none\"}").body())
                .isEqualTo("{\"result\":\"unknown\"}");
    }

    @Test
    void takesNothingButJsonByPost() {
        assertThat(page.get("/live/control").statusCode()).isEqualTo(405);
        assertThat(page.post("/live/stream", "{}").statusCode()).isEqualTo(405);
        assertThat(page.post("/live/page.js", "{}").statusCode()).isEqualTo(405);
        assertThat(page.post("/", "{}").statusCode()).isEqualTo(404);
    }
}
