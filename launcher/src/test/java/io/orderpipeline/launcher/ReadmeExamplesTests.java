package io.orderpipeline.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.Environment;

/** Runs the commands that the README shows with their output, one after another, against a running pipeline. */
class ReadmeExamplesTests {

    private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^```\n(\\$ .*?)^```$");
    private static final Pattern PROMPT = Pattern.compile("(?m)^\\$ ");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z");
    private static final Pattern LETTER = Pattern.compile("\\b[0-9a-f]{16}\\b");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final CountDownLatch resumed = new CountDownLatch(1);
    private DataFolder data;
    private HttpServer receiver;
    private Pipeline pipeline;
    private volatile String letter = "";

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        data = new DataFolder(folder);
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", this::receive);
        receiver.start();
        pipeline = Pipeline.start(Stream.concat(
                        Arrays.stream(data.arguments()),
                        Stream.of(
                                "--pipeline.retry.first-pause=10ms",
                                "--pipeline.notifier=webhook",
                                "--pipeline.webhook.url=http://localhost:"
                                        + receiver.getAddress().getPort(),
                                "--pipeline.webhook.secret=whsec_a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s=",
                                "--pipeline.webhook.allow-internal-addresses=true"))
                .toArray(String[]::new));
    }

    @AfterEach
    void stop() {
        resumed.countDown();
        pipeline.close();
        receiver.stop(0);
    }

    @Test
    void printWhatIsShownBelowThem() throws Exception {
        List<Example> examples = examples();
        assertThat(examples).hasSizeGreaterThan(10);
        for (Example example : examples) {
            if (example.command().contains("pause")) {
                data.awaitDrained(pipeline.notifications());
            }
            if (example.isRead()) {
                await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertPrints(example));
            } else {
                assertPrints(example);
            }
        }
    }

    private void assertPrints(Example example) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request(example), BodyHandlers.ofString());
        Printed printed = example.printed();
        if (!printed.headers().isEmpty()) {
            assertThat(response.statusCode()).isEqualTo(printed.status());
            assertThat(headers(response)).isEqualTo(printed.headers());
        }
        String body = normalized(response.body());
        if (printed.isCut()) {
            assertThat(body).as(example.command()).startsWith(printed.body());
        } else {
            assertThat(body).as(example.command()).isEqualTo(printed.body());
        }
        Stream.of(response.body())
                .flatMap(text -> LETTER.matcher(text).results())
                .forEach(id -> letter = id.group());
        if (example.command().contains("resume")) {
            resumed.countDown();
        }
    }

    /** The words of the command as a shell would split them, with this pipeline's ports and dead-letter id. */
    private HttpRequest request(Example example) {
        HttpRequest.Builder request = HttpRequest.newBuilder();
        Iterator<String> words = words(example.command()).iterator();
        String body = null;
        if (words.next().equals("post")) {
            request.header("Content-Type", "application/json");
            body = words.next();
        }
        while (words.hasNext()) {
            String word = words.next();
            switch (word) {
                case "-i", "-XPOST" -> {}
                case "-d" -> body = words.next();
                case "-H" -> {
                    String[] header = words.next().split(": ", 2);
                    request.header(header[0], header[1]);
                }
                default -> request.uri(here(word));
            }
        }
        return body == null
                ? request.build()
                : request.POST(BodyPublishers.ofString(body)).build();
    }

    private URI here(String address) {
        Environment orders = pipeline.orders().getEnvironment();
        Environment notifications = pipeline.notifications().getEnvironment();
        return URI.create("http://"
                + LETTER.matcher(address)
                        .replaceAll(letter)
                        .replace(":8080", ":" + orders.getRequiredProperty("local.server.port"))
                        .replace(":8082", ":" + notifications.getRequiredProperty("local.server.port")));
    }

    private static List<String> words(String command) {
        return WORD.matcher(command)
                .results()
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                .toList();
    }

    /** Refuses itemC until its event is a dead letter, but only after the reply to the operator's resume has been read. */
    private void receive(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        int status = 204;
        if (body.contains("itemC")) {
            try {
                resumed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            status = letter.isEmpty() ? 422 : 204;
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private static List<Example> examples() throws IOException {
        List<Example> examples = new ArrayList<>();
        CODE_BLOCK.matcher(Files.readString(Path.of("../README.md"))).results().forEach(block -> PROMPT.splitAsStream(
                        block.group(1))
                .filter(example -> !example.isEmpty())
                .map(example -> example.split("\n", 2))
                .forEach(example -> examples.add(new Example(example[0], example[1].strip()))));
        return examples;
    }

    /** Names and values, without the date. */
    private static Set<String> headers(HttpResponse<String> response) {
        Set<String> headers = new TreeSet<>();
        for (Map.Entry<String, List<String>> header : response.headers().map().entrySet()) {
            header.getValue().forEach(value -> headers.add(header(header.getKey(), value)));
        }
        return headers;
    }

    private static String header(String name, String value) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.equals("date") ? lower : lower + ": " + value;
    }

    /** The text without the parts that differ on each run. */
    private static String normalized(String text) {
        return LETTER.matcher(TIME.matcher(text).replaceAll("<time>")).replaceAll("<id>");
    }

    /** A command and the output shown below it. */
    private record Example(String command, String output) {

        private static final Pattern STATUS = Pattern.compile("^HTTP/1.1 (\\d+)");

        boolean isRead() {
            return !command.startsWith("post") && !command.contains("-d ");
        }

        Printed printed() {
            String[] parts = output.startsWith("HTTP/") ? output.split("\n\n", 2) : new String[] {"", output};
            Set<String> headers = new TreeSet<>();
            parts[0].lines()
                    .skip(1)
                    .map(line -> line.split(": ", 2))
                    .forEach(line -> headers.add(header(line[0], line[1])));
            int status = STATUS.matcher(parts[0])
                    .results()
                    .map(MatchResult::group)
                    .mapToInt(line -> Integer.parseInt(line.substring(line.length() - 3)))
                    .findFirst()
                    .orElse(0);
            boolean isCut = parts[1].endsWith("...");
            String body = isCut ? parts[1].substring(0, parts[1].length() - 3) : parts[1];
            return new Printed(status, headers, normalized(body), isCut);
        }
    }

    /** @param isCut whether the README shows only the beginning of the body */
    private record Printed(int status, Set<String> headers, String body, boolean isCut) {}
}
