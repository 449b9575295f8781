package io.orderpipeline.notifications.management;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderpipeline.broker.EventCodec;
import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.inbox.DeadLetter;
import io.orderpipeline.broker.inbox.NotificationKey;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.outbox.file.OutboxRetention;
import io.orderpipeline.broker.outbox.file.OutboxWriter;
import io.orderpipeline.broker.relay.OutboxRelay;
import io.orderpipeline.broker.relay.RelayStatus;
import io.orderpipeline.notifications.NotificationServiceApplication;
import io.orderpipeline.notifications.notification.NotificationRefusedException;
import io.orderpipeline.notifications.notification.Notifier;
import io.orderpipeline.notifications.notification.RecordingNotifier;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** The notification service on its files, with the outbox of an order service in another process, seen from the management port. */
class ManagementPortTests {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path dataDir;

    private final HttpClient http = HttpClient.newHttpClient();
    private JournalFolder ordersFolder;
    private OutboxWriter outbox;
    private ConfigurableApplicationContext service;
    private RecordingNotifier notifier;

    @Configuration(proxyBeanMethods = false)
    static class Receiver {
        @Bean
        @Primary
        Notifier recordingNotifier() {
            return new RecordingNotifier();
        }
    }

    @BeforeEach
    void start() {
        ordersFolder = JournalFolder.open(dataDir.resolve("orders"));
        outbox = OutboxWriter.recover(
                ordersFolder, OutboxWriter.scan(ordersFolder), OutboxRetention.keepAll(), InstantSource.system());
        startService();
    }

    @AfterEach
    void stop() {
        service.close();
        outbox.close();
        ordersFolder.close();
    }

    private void startService() {
        service = new SpringApplicationBuilder(NotificationServiceApplication.class, Receiver.class)
                .run(
                        "--pipeline.data-dir=" + dataDir,
                        "--pipeline.management.notifications-port=0",
                        "--pipeline.retry.first-pause=1ms");
        notifier = (RecordingNotifier) service.getBean(Notifier.class);
    }

    @Test
    void dealsWithADeadLetterFromItsDeathToItsEnd() throws Exception {
        notifier.failOn("itemA", new NotificationRefusedException("no such customer"));
        OrderCreated order = commit("1", "itemA", "itemB");
        drain(1);
        String id = DeadLetter.idOf(order);
        assertThat(notifier.sent()).containsExactly(new NotificationKey("1", "itemB"));
        assertThat(get("/deadletters?cause=notification-refused&state=DEAD"))
                .contains("\"total\":1", id, "itemId=itemA: no such customer", "\"attempts\":5");
        assertThat(get("/deadletters?cause=unknown-event")).contains("\"total\":0");

        service.close();
        startService();
        drain(1);
        assertThat(notifier.asked()).as("it is not retried on its own").isEmpty();

        assertThat(post("/deadletters/" + id, "{\"action\":\"redrive\"}")).contains("200", "REDELIVERED");
        assertThat(notifier.sent()).containsExactly(new NotificationKey("1", "itemA"));
        assertThat(get("/deadletters/" + id))
                .contains("\"state\":\"REDELIVERED\"", "no such customer", "\\\"type\\\":\\\"order.created\\\"");
        assertThat(post("/deadletters/" + id, "{\"action\":\"discard\",\"reason\":\"late\"}"))
                .contains("409");
    }

    @Test
    void discardsForAReasonAndRedrivesAll() throws Exception {
        notifier.failOn("itemA", new NotificationRefusedException("no"));
        notifier.failOn("itemB", new NotificationRefusedException("no"));
        String first = DeadLetter.idOf(commit("1", "itemA"));
        commit("2", "itemB");
        drain(2);
        assertThat(post("/deadletters/" + first, "{\"action\":\"discard\"}")).contains("400", "reason");
        assertThat(post("/deadletters/" + first, "{\"action\":\"discard\",\"reason\":\"gone\"}"))
                .contains("200", "DISCARDED");
        notifier.mend("itemB");
        assertThat(post("/deadletters", "{\"action\":\"redrive\",\"cause\":\"notification-refused\"}"))
                .contains("200", "FINISHED", "\"REDELIVERED\":1", "\"left\":0");
        assertThat(get("/redrive")).contains("200", "FINISHED", "\"REDELIVERED\":1");
        assertThat(get("/deadletters"))
                .contains(
                        "\"total\":2",
                        "{\"state\":\"DISCARDED\",\"cause\":\"notification-refused\",\"letters\":1}",
                        "{\"state\":\"REDELIVERED\",\"cause\":\"notification-refused\",\"letters\":1}");
    }

    @Test
    void showsLettersPageByPage() throws Exception {
        notifier.failOn("itemA", new NotificationRefusedException("no"));
        List<String> ids = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            ids.add(DeadLetter.idOf(commit("" + i, "itemA", "item-" + i)));
            drain(i);
        }
        assertThat(get("/deadletters?size=2"))
                .contains("\"total\":5", "\"next\":2", ids.get(0), ids.get(1))
                .doesNotContain(ids.get(2));
        assertThat(get("/deadletters?size=2&after=2")).contains("\"next\":4", ids.get(2), ids.get(3));
        assertThat(get("/deadletters?size=2&page=2"))
                .contains("\"page\":2", ids.get(4))
                .doesNotContain("next", ids.get(3));
        assertThat(get("/deadletters?size=2&page=3")).contains("\"letters\":[]");
    }

    @Test
    void redrivesInTheBackgroundOneAtATimeAndStops() throws Exception {
        notifier.failOn("itemA", new NotificationRefusedException("no"));
        notifier.failOn("itemB", new NotificationRefusedException("no"));
        commit("1", "itemA");
        drain(1);
        commit("2", "itemB");
        drain(2);
        CompletableFuture<Void> itemA = notifier.hold("itemA");
        notifier.mend("itemA");
        assertThat(post("/deadletters", "{\"action\":\"redrive\"}")).contains("200", "RUNNING", "\"left\":2");
        assertThat(post("/deadletters", "{\"action\":\"redrive\"}")).contains("409", "another redrive is running");
        assertThat(delete("/redrive")).contains("200", "RUNNING");
        itemA.complete(null);
        await().untilAsserted(() -> assertThat(get("/redrive")).contains("STOPPED", "\"left\":1"));
    }

    @Test
    void refusesWhatItDoesNotKnowAndSaysWhat() throws Exception {
        for (String[] line : table("""
            /deadletters | {"action":"redrive","caus":"typo"} | 400 {"error":"unknown field: caus"}
            /deadletters | {"action":null} | 400 {"error":"action must be a string, a number, true or false"}
            /deadletters | {"action":["redrive"]} | 400 {"error":"action must be a string, a number, true or false"}
            /deadletters | {"action":true} | 400 {"error":"action must be a string"}
            /deadletters | {"action":"redrive","cause":""} | 400 {"error":"cause cannot be \\"\\""}
            /deadletters?action=redrive | {"action":"redrive"} | 400 {"error":"only the body is read here, not the query: action"}
            /deadletters | {} | 400 {"error":"action must be given"}
            /deadletters | [] | 400 {"error":"the body must be a JSON object"}
            /deadletters | { | 400 {"error":"the body must be JSON"}
            /deadletters/0123456789abcdef | {"action":"redrive","id":"other"} | 400 {"error":"unknown field: id"}
            /deadletters/0123456789abcdef | {"action":"discard","reason":"gone"} | 404 {"error":"unknown dead letter"}
            /deadletters/0123456789abcdef | {"action":"redrive","letter":"other"} | 400 {"error":"unknown field: letter"}
            /deadletters/0123456789abcdef?letter=other | {"action":"redrive"} | 400 {"error":"only the body is read here
            /deadletters/0123456789abcdef | {"action":"discard","reason":"a\\u0000b"} | 400 {"error":"reason must be a text
            /deadletters/0123456789abcdef | {"action":"discard","reason":"a\\ud800b"} | 400 {"error":"reason must be a text
            /deadletters/0123456789abcdef | {"action":"eat"} | 400 {"error":"action must be redrive or discard"}
            /relay | {"action":"fly"} | 400 {"error":"action must be pause or resume"}
            /relay | {"action":"pause","for":"1h"} | 400 {"error":"unknown field: for"}
            /replay | {"dryRun":true,"dryRun":false} | 400 {"error":"a member must be given once: dryRun"}
            /relay | {"action":"pause","action":"pause"} | 400 {"error":"a member must be given once: action"}
            /replay | {"dryrun":false} | 400 {"error":"unknown field: dryrun"}
            /replay?dryRun=false | {"dryRun":true} | 400 {"error":"only the body is read here, not the query: dryRun"}
            /replay | {"dryRun":"maybe"} | 400 {"error":"dryRun must be true or false"}
            /replay | {"dryRun":"false"} | 400 {"error":"dryRun must be true or false"}
            /replay | {"dryRun":0} | 400 {"error":"dryRun must be true or false"}
            /replay | {"dryRun":null} | 400 {"error":"dryRun must be a string, a number, true or false"}
            /replay | {"dryRun":false,"fromSeq":null} | 400 {"error":"fromSeq must be
            /replay | {"dryRun":false,"from":""} | 400 {"error":"from cannot be \\"\\""}
            /replay | {"fromSeq":"x"} | 400 {"error":"fromSeq must be a whole number"}
            /replay | {"fromSeq":"1"} | 400 {"error":"fromSeq must be a whole number"}
            /replay | {"fromSeq":1.0} | 400 {"error":"fromSeq must be a whole number"}
            /replay | {"from":12} | 400 {"error":"from must be a string"}
            /replay | {}{} | 400 {"error":"the body must end after the JSON object"}
            /replay | null | 400 {"error":"the body must be a JSON object"}
            /replay | {"fromSeq":99999999999999999999} | 400 {"error":"fromSeq cannot be 99999999999999999999"}
            /replay | {"fromSeq":1,"until":"2026-11-01T00:00:00Z"} | 400 {"error":"give the range by seq or by time, not both"}
            /replay | {"fromSeq":3,"toSeq":2} | 400 {"error":"invalid range of seqs: 3 to 2"}
            /replay | {"from":"yesterday"} | 400 {"error":"from cannot be yesterday"}
            /replay | {"from":"2026-02-30T00:00:00Z"} | 400 {"error":"from cannot be 2026-02-30T00:00:00Z"}
            /replay | {"eventsPerSecond":0} | 400 {"error":"a replay needs at least 1 event a second, not 0"}
            /nothing | {} | 404 {"error":
            """)) {
            assertThat(post(line[0], line[1])).as("%s %s", line[0], line[1]).startsWith(line[2]);
        }
    }

    @Test
    void refusesToShowWhatItDoesNotKnow() throws Exception {
        for (String[] line : table("""
            /deadletters?page=-1 | 400 {"error":"page must be 0 or more and size 1 to 1000"}
            /deadletters?size=1001 | 400 {"error":"page must be 0 or more and size 1 to 1000"}
            /deadletters?size=99999999999 | 400 {"error":"size cannot be 99999999999"}
            /deadletters?state=GONE | 400 {"error":"state cannot be GONE"}
            /deadletters?stat=DEAD | 400 {"error":"unknown field: stat"}
            /deadletters?page=2147483647&size=1000 | 200 {"page":2147483647,"size":1000,"total":0,"letters":[]}
            /deadletters?size=1&size=2 | 400 {"error":"a parameter must be given once: size"}
            /deadletters?page=%25 | 400 {"error":"page cannot be %"}
            /deadletters?page= | 400 {"error":"page cannot be \\"\\""}
            /deadletters?cause= | 400 {"error":"cause cannot be \\"\\""}
            /deadletters?page=0x1 | 400 {"error":"page cannot be 0x1"}
            /deadletters?page=%D9%A1 | 400 {"error":"page cannot be
            /deadletters/0123456789abcdef?letter=other | 400 {"error":"unknown field: letter"}
            /deadletters/0123456789abcdef | 404 {"error":"unknown dead letter"}
            /deadletters?after=-1 | 400 {"error":"page must be 0 or more and size 1 to 1000"}
            /replay | 404 {"error":"no replay has been started yet"}
            /redrive | 404 {"error":"no redrive has been started yet"}
            /redrive?cause=x | 400 {"error":"unknown field: cause"}
            /relay?wait=1 | 400 {"error":"unknown field: wait"}
            /relay/1 | 404 {"error":
            /health/relays | 404 {"error":"unknown path"}
            /sbom/notes | 404 {"error":"unknown path"}
            /error | 404 {"error":
            """)) {
            assertThat(get(line[0])).as(line[0]).startsWith(line[1]);
        }
    }

    @Test
    void answersInJsonAlsoWhenAskedForSomethingElse() throws Exception {
        assertThat(exchange(HttpRequest.newBuilder(uri("/relay"))
                        .header("Accept", "text/html")
                        .GET()))
                .startsWith("406 {\"error\":");
        assertThat(exchange(HttpRequest.newBuilder(uri("/relay")).DELETE())).startsWith("405 {\"error\":");
        assertThat(exchange(HttpRequest.newBuilder(uri("/relay"))
                        .POST(HttpRequest.BodyPublishers.ofString("{\"action\":\"pause\"}"))))
                .startsWith("415 {\"error\":");
        assertThat(get("/relay")).contains("\"state\":\"RUNNING\"");
    }

    @Test
    void readsBodiesAsStrictlyAsOrders() throws Exception {
        for (Map.Entry<byte[], String> body : Map.of(
                        "{\"action\":\"pause\"}".getBytes(StandardCharsets.UTF_16), "400",
                        "{\"action\":\"pause\"}".getBytes(StandardCharsets.UTF_16LE), "400",
                        "\ufeff{\"action\":\"pause\"}".getBytes(StandardCharsets.UTF_8), "400",
                        "{\"action\":\"pause\u00e4\"}".getBytes(StandardCharsets.ISO_8859_1), "400",
                        ("{\"action\":\"pause\"" + " ".repeat(70_000) + "}").getBytes(StandardCharsets.UTF_8), "413")
                .entrySet()) {
            HttpRequest.BodyPublisher whole = HttpRequest.BodyPublishers.ofByteArray(body.getKey());
            for (HttpRequest.BodyPublisher sent : List.of(whole, HttpRequest.BodyPublishers.fromPublisher(whole))) {
                assertThat(exchange(HttpRequest.newBuilder(uri("/relay"))
                                .header("Content-Type", "application/json")
                                .POST(sent)))
                        .startsWith(body.getValue() + " {\"error\":\"");
            }
        }
        for (String header : List.of(
                "Content-Type: application/json;charset=utf-16",
                "Content-Type: application/json;charset=utf-8;charset=utf-16",
                "Content-Type: application/json\r\nContent-Encoding: gzip")) {
            assertThat(raw("POST", "Host: localhost:PORT\r\n", header))
                    .as(header)
                    .startsWith("HTTP/1.1 415 ");
        }
        for (String header : List.of(
                "Content-Type: application/json\r\nContent-Type: text/plain",
                "Content-Type: application/json\r\nTransfer-Encoding: chunked")) {
            assertThat(raw("POST", "Host: localhost:PORT\r\n", header))
                    .as(header)
                    .startsWith("HTTP/1.1 400 ");
        }
        assertThat(get("/relay")).contains("\"state\":\"RUNNING\"");
    }

    /** Spring Boot's own endpoint would treat it as an unknown format and fail. */
    @Test
    void showsItsMetricsAlsoToClientsThatAcceptNothingInParticular() throws Exception {
        for (String accept : List.of("", " ", ",", ", ,")) {
            assertThat(exchange(HttpRequest.newBuilder(uri("/prometheus"))
                            .header("Accept", accept)
                            .GET()))
                    .as("Accept: %s", accept)
                    .startsWith("200 # HELP ");
        }
    }

    @Test
    void takesNoRequestsOfWebPages() throws Exception {
        String evil = "Host: evil.example\r\n";
        assertThat(raw("GET", evil))
                .startsWith("HTTP/1.1 421 ")
                .contains("{\"error\":\"this port is not known as evil.example\"}");
        assertThat(raw("POST", evil)).startsWith("HTTP/1.1 421 ");
        for (String origin : List.of("http://evil.example", "null", "http://localhost:1", "https://localhost:PORT")) {
            assertThat(raw("POST", "Host: localhost:PORT\r\nOrigin: " + origin + "\r\n"))
                    .as(origin)
                    .startsWith("HTTP/1.1 403 ");
        }
        assertThat(raw(
                        "POST",
                        "Host: localhost:PORT\r\nOrigin: http://localhost:PORT\r\nOrigin: http://evil.example\r\n"))
                .as("a foreign origin after one of its own")
                .startsWith("HTTP/1.1 403 ");
        for (String own : List.of("localhost", "127.0.0.1", "[::1]")) {
            assertThat(raw("GET", "Host: " + own + ":PORT\r\nOrigin: http://" + own + ":PORT\r\n"))
                    .as(own)
                    .startsWith("HTTP/1.1 200 ")
                    .contains("X-Content-Type-Options: nosniff", "Content-Security-Policy: frame-ancestors 'none'");
        }
        assertThat(get("/relay")).contains("\"state\":\"RUNNING\"");
    }

    /** A request to pause the relay, or for its state, with these header lines. */
    private String raw(String method, String headers) throws IOException {
        return raw(method, headers, "Content-Type: application/json");
    }

    private String raw(String method, String headers, String more) throws IOException {
        String port = Integer.toString(uri("").getPort());
        String body = method.equals("POST") ? "{\"action\":\"pause\"}" : "";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port))) {
            socket.getOutputStream()
                    .write((method + " /actuator/relay HTTP/1.1\r\n" + headers.replace("PORT", port)
                                    + more + "\r\nConnection: close\r\nContent-Length: "
                                    + body.length() + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void pausesAndResumesTheRelay() throws Exception {
        assertThat(post("/relay", "{\"action\":\"pause\"}")).contains("200", "\"state\":\"PAUSED\"");
        for (int i = 1; i <= 100; i++) {
            commit(Integer.toString(i), "item-" + i);
        }
        assertThat(get("/relay")).contains("\"state\":\"PAUSED\"", "\"backlog\":100", "\"oldestUndoneAt\":\"2026-");
        assertThat(notifier.asked()).isEmpty();
        assertThat(post("/relay", "{\"action\":\"resume\"}")).contains("200");
        drain(100);
        assertThat(notifier.sent()).hasSize(100).doesNotHaveDuplicates();
        assertThat(get("/relay")).contains("\"state\":\"RUNNING\"", "\"backlog\":0");
    }

    @Test
    void measuresWhatWasSentAndWhatWaits() throws Exception {
        notifier.failOn("itemC", new NotificationRefusedException("no such customer"));
        commit("1", "itemA", "itemB");
        commit("2", "itemC");
        drain(2);
        post("/relay", "{\"action\":\"pause\"}");
        commit("3", "itemD");
        assertThat(get("/prometheus").lines())
                .contains(
                        "events_published_total 2.0",
                        "events_publish_failures_total 0.0",
                        "notifications_deduplicated_total 0.0",
                        "notifications_parked 0.0",
                        "notification_latency_seconds_count 2",
                        "notification_latency_seconds_bucket{le=\"1.0E-4\"} 0",
                        "notification_latency_seconds_bucket{le=\"+Inf\"} 2",
                        "notifications_sent_total 2.0",
                        "outbox_size 1.0",
                        "dead_letters 1.0",
                        "relay_outage 0.0")
                .anyMatch(line -> line.matches("outbox_oldest_age_seconds [1-9].*"))
                .noneMatch(line -> line.contains("itemA") || line.contains("orderId"));
    }

    @Test
    void isUnhealthyInAnOutageAndTellsTheBacklog() throws Exception {
        assertThat(get("/health")).startsWith("200").contains("\"relay\":{\"details\":{\"state\":\"RUNNING\"");
        notifier.failOn("itemA", new Outage("receiver down", Duration.ZERO));
        commit("1", "itemA");
        await().atMost(SOON).until(() -> get("/health").startsWith("503"));
        assertThat(get("/health"))
                .contains("\"state\":\"OUTAGE\",\"backlog\":1,\"oldestUndoneAt\":\"2026-11-01T10:00:00Z\"");
        assertThat(get("/health/liveness")).as("a restart would not help").startsWith("200");
        assertThat(get("/health/readiness")).startsWith("200");
        notifier.mend("itemA");
        drain(1);
        assertThat(get("/health")).startsWith("200").contains("\"backlog\":0");
    }

    @Test
    void replaysNothingOnAConsistentSystem() throws Exception {
        commit("1", "itemA", "itemB");
        drain(1);
        assertThat(post("/replay", "{}"))
                .contains(
                        "200",
                        "\"dryRun\":true",
                        "\"state\":\"FINISHED\"",
                        "\"notProcessed\":0",
                        "\"alreadyProcessed\":2");
        assertThat(post("/replay", "{\"dryRun\":false,\"from\":\"2026-01-01T00:00:00Z\"}"))
                .contains("\"state\":\"FINISHED\"", "\"events\":1", "\"notProcessed\":0");
        assertThat(get("/replay")).contains("\"dryRun\":false");
        assertThat(notifier.sent()).hasSize(2);
    }

    @Test
    void recordsWhatAReplayHasUnderWayBeforeItStops() throws Exception {
        CompletableFuture<Void> taken = notifier.hold("itemA");
        post("/relay", "{\"action\":\"pause\"}");
        commit("1", "itemA");
        assertThat(post("/replay", "{\"dryRun\":false}")).contains("\"state\":\"RUNNING\"");
        OutboxRelay relay = service.getBean(OutboxRelay.class);
        Thread stop = new Thread(service::close, "stop");
        stop.start();
        await().atMost(SOON).until(() -> relay.status().state() == RelayStatus.State.STOPPED);
        await().during(Duration.ofMillis(500))
                .atMost(SOON)
                .until(() -> Files.exists(dataDir.resolve("notifications/.owner")));
        taken.complete(null);
        stop.join();
        startService();
        drain(1);
        assertThat(notifier.asked()).as("known to be notified").isEmpty();
    }

    @Test
    void showsADamagedOutboxAsAnOutageWithItsBacklog() throws Exception {
        post("/relay", "{\"action\":\"pause\"}");
        commit("1", "itemA");
        commit("2", "itemB");
        commit("3", "itemC");
        Path file = dataDir.resolve("orders/outbox.json");
        Files.writeString(file, Files.readString(file).replace("itemB", "itemX"));
        assertThat(post("/relay", "{\"action\":\"resume\"}")).contains("200");
        await().atMost(SOON).until(() -> get("/health").startsWith("503"));
        assertThat(get("/health")).contains("\"status\":\"DOWN\"", "\"state\":\"OUTAGE\"", "\"backlog\":2");
        assertThat(get("/relay")).contains("200", "\"state\":\"OUTAGE\"", "\"backlog\":2");
        assertThat(get("/prometheus")).contains("relay_outage 1.0", "outbox_size 2.0");
        assertThat(notifier.sent()).as("nothing is skipped").containsExactly(new NotificationKey("1", "itemA"));
    }

    @Test
    void answers503ForADeadLetterThatCannotBeReadAndShowsTheOthers() throws Exception {
        notifier.failOn("itemA", new NotificationRefusedException("no such customer"));
        notifier.failOn("itemB", new NotificationRefusedException("no such customer"));
        String damaged = DeadLetter.idOf(commit("1", "itemA"));
        String whole = DeadLetter.idOf(commit("2", "itemB"));
        drain(2);
        overwriteInPlace(dataDir.resolve("notifications/dead_letters.json"), "itemA", "item#");

        String problem = "503 {\"error\":\"cannot read dead letters: there is no whole record at byte ";
        assertThat(get("/deadletters")).startsWith(problem);
        assertThat(get("/deadletters/" + damaged)).startsWith(problem);
        assertThat(get("/deadletters/" + whole)).startsWith("200").contains("itemB");
        assertThat(post("/deadletters", "{\"action\":\"redrive\"}"))
                .contains("FAILED", "\"problem\":\"cannot read dead letters: ");
        assertThat(post("/deadletters/" + damaged, "{\"action\":\"redrive\"}"))
                .contains("UNAVAILABLE", "\"detail\":\"cannot read dead letters: ");
        notifier.mend("itemB");
        assertThat(post("/deadletters/" + whole, "{\"action\":\"redrive\"}")).contains("200", "REDELIVERED");
    }

    /** Within the same file, as on a failing disk. */
    private static void overwriteInPlace(Path file, String what, String by) throws IOException {
        int at = Files.readString(file).indexOf(what);
        try (FileChannel open = FileChannel.open(file, StandardOpenOption.WRITE)) {
            open.write(ByteBuffer.wrap(by.getBytes(US_ASCII)), at);
        }
    }

    @Test
    void showsNothingBesidesItsOwnEndpoints() throws Exception {
        for (String other : List.of("/env", "/beans", "/shutdown", "/heapdump", "/loggers")) {
            assertThat(get(other)).as(other).contains("404");
        }
    }

    private static List<String[]> table(String lines) {
        return lines.lines().map(line -> line.strip().split(" \\| ")).toList();
    }

    private OrderCreated commit(String orderId, String... items) {
        OrderCreated event = new OrderCreated(orderId, List.of(items), Instant.parse("2026-11-01T10:00:00Z"));
        byte[] json = EventCodec.encode(event);
        outbox.append(List.of(Arrays.copyOfRange(json, 1, json.length - 1)));
        return event;
    }

    private void drain(long seq) {
        OutboxRelay relay = service.getBean(OutboxRelay.class);
        await().atMost(SOON).until(() -> relay.awaitDone(seq, SOON));
    }

    private String get(String path) throws IOException, InterruptedException {
        return exchange(HttpRequest.newBuilder(uri(path)).GET());
    }

    private String delete(String path) throws IOException, InterruptedException {
        return exchange(HttpRequest.newBuilder(uri(path)).DELETE());
    }

    private String post(String path, String json) throws IOException, InterruptedException {
        return exchange(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private String exchange(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }

    private URI uri(String path) {
        String port = Objects.requireNonNull(service.getEnvironment().getProperty("local.server.port"));
        return URI.create("http://localhost:" + port + "/actuator" + path);
    }
}
