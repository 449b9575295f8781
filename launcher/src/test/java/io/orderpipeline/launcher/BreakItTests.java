package io.orderpipeline.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** A pipeline broken through its live page loses nothing. */
@ExtendWith(OutputCaptureExtension.class)
class BreakItTests {

    private static final Pattern TOKEN = Pattern.compile("#token=(\\S+)");

    @TempDir
    private Path folder;

    @Test
    void losesNothing(CapturedOutput output) {
        DataFolder data = new DataFolder(folder);
        String[] arguments = Stream.concat(
                        Stream.of(data.arguments()),
                        Stream.of("--pipeline.retry.first-pause=5ms", "--pipeline.relay.longest-pause=200ms"))
                .toArray(String[]::new);
        try (Pipeline pipeline = Pipeline.start(arguments)) {
            PageClient page = PageClient.of(pipeline);
            Matcher token = TOKEN.matcher(output.getOut());
            assertThat(token.find()).isTrue();
            page.unlock(token.group(1));
            Customer customer = Customer.of(pipeline.orders());

            try (PageClient.Stream stream = page.stream()) {
                breaksTheBroker(page, customer, stream);
                breaksTheReceiver(page, customer, stream);
                pausesTheRelay(page, customer, stream);
                refusesOneItem(page, customer, stream);
            }
            data.awaitDrained(pipeline.notifications());
        }

        assertThat(data.processedKeys()).containsExactlyInAnyOrder("1::a", "2::b", "3::c", "4::bad", "6::good");
    }

    @Test
    void losesNothingWithABrokerBetweenTheServices(CapturedOutput output) {
        TestBroker.RUNNING.reset();
        DataFolder data = new DataFolder(folder);
        String[] arguments = Stream.concat(
                        Stream.of(data.arguments()),
                        Stream.of("--pipeline.broker=test", "--pipeline.relay.longest-pause=200ms"))
                .toArray(String[]::new);
        try (Pipeline pipeline = Pipeline.start(arguments)) {
            PageClient page = PageClient.of(pipeline);
            Matcher token = TOKEN.matcher(output.getOut());
            assertThat(token.find()).isTrue();
            page.unlock(token.group(1));
            try (PageClient.Stream stream = page.stream()) {
                breaksTheBroker(page, Customer.of(pipeline.orders()), stream);
            }
        } finally {
            TestBroker.RUNNING.reset();
        }
        assertThat(data.processedKeys()).containsExactly("1::a");
    }

    private static void breaksTheBroker(PageClient page, Customer customer, PageClient.Stream stream) {
        page.control("{\"action\":\"break-broker\"}");
        customer.posts("{\"itemId\":[\"a\"],\"orderId\":\"1\"}");
        JsonNode down =
                stream.await(snapshot -> snapshot.path("relay").path("backlog").asLong() == 1);
        assertThat(down.path("broken").path("broker").asBoolean()).isTrue();
        stream.await(snapshot -> snapshot.path("relay").path("state").asString().equals("OUTAGE"));

        page.control("{\"action\":\"repair-broker\"}");
        stream.await(snapshot -> isAt(snapshot, "1", "NOTIFIED"));
    }

    private static void breaksTheReceiver(PageClient page, Customer customer, PageClient.Stream stream) {
        page.control("{\"action\":\"break-receiver\"}");
        customer.posts("{\"itemId\":[\"b\"],\"orderId\":\"2\"}");
        stream.await(snapshot -> isAt(snapshot, "2", "DELIVERED"));

        page.control("{\"action\":\"repair-receiver\"}");
        stream.await(snapshot -> isAt(snapshot, "2", "NOTIFIED"));
    }

    private static void pausesTheRelay(PageClient page, Customer customer, PageClient.Stream stream) {
        page.control("{\"action\":\"pause\"}");
        stream.await(snapshot -> snapshot.path("relay").path("state").asString().equals("PAUSED"));
        customer.posts("{\"itemId\":[\"c\"],\"orderId\":\"3\"}");
        stream.await(snapshot -> isAt(snapshot, "3", "WAITING"));
        assertThat(page.get("/orders/3").body()).endsWith("\"notified\":[],\"state\":\"accepted\"}");

        page.control("{\"action\":\"resume\"}");
        stream.await(snapshot -> isAt(snapshot, "3", "NOTIFIED"));
    }

    private static void refusesOneItem(PageClient page, Customer customer, PageClient.Stream stream) {
        page.control("{\"action\":\"refuse-item\",\"item\":\"bad\"}");
        customer.posts("{\"itemId\":[\"bad\"],\"orderId\":\"4\"}");
        assertThat(page.get("/orders/3").body()).endsWith("\"notified\":[\"c\"],\"state\":\"notified\"}");
        JsonNode letter = stream.await(snapshot -> isAt(snapshot, "4", "DEAD"))
                .path("letters")
                .path("oldest")
                .path(0);
        assertThat(letter.path("about").asString()).isEqualTo("4");
        assertThat(page.get("/orders/4").body()).endsWith("\"notified\":[],\"state\":\"dead\"}");
        String redrive =
                "{\"action\":\"redrive\",\"letter\":\"" + letter.path("id").asString() + "\"}";
        assertThat(page.control(redrive).body()).contains("died again");

        page.control("{\"action\":\"accept-item\"}");
        assertThat(page.control(redrive).body()).isEqualTo("{\"result\":\"redelivered\"}");
        stream.await(snapshot -> isAt(snapshot, "4", "NOTIFIED"));

        page.control("{\"action\":\"refuse-item\",\"item\":\"worse\"}");
        customer.posts("{\"itemId\":[\"worse\"],\"orderId\":\"5\"}");
        JsonNode worse = stream.await(snapshot -> isAt(snapshot, "5", "DEAD"))
                .path("letters")
                .path("oldest")
                .path(0);
        assertThat(page.control("{\"action\":\"discard\",\"letter\":\""
                                + worse.path("id").asString() + "\",\"reason\":\"never mind\"}")
                        .body())
                .isEqualTo("{\"result\":\"discarded: never mind\"}");
        stream.await(snapshot -> isAt(snapshot, "5", "DISCARDED"));
        customer.posts("{\"itemId\":[\"good\"],\"orderId\":\"6\"}");
        stream.await(snapshot -> isAt(snapshot, "6", "NOTIFIED"));
    }

    private static boolean isAt(JsonNode snapshot, String orderId, String stage) {
        return snapshot.path("orders")
                .valueStream()
                .anyMatch(order -> order.path("orderId").asString().equals(orderId)
                        && order.path("stage").asString().equals(stage));
    }
}
