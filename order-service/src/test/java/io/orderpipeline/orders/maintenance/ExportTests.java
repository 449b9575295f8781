package io.orderpipeline.orders.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.broker.outbox.file.OutboxRetention;
import io.orderpipeline.orders.maintenance.PipelineFolder.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExportTests {

    @TempDir
    Path temp;

    private PipelineFolder folder;

    @BeforeEach
    void useTheFolder() {
        folder = new PipelineFolder(temp);
    }

    @Test
    void printsTheOrdersThatWerePlacedAsAnArray() {
        folder.placeOrders(3);
        Result result = folder.run("export", "orders");
        assertThat(result.code()).isEqualTo(ExitCode.OK);
        JsonNode orders = JsonMapper.shared().readTree(result.out());
        assertThat(orders).hasSize(3);
        assertThat(orders.get(1).toString())
                .isEqualTo(
                        "{\"orderId\":\"order-2\",\"itemId\":[\"item-2\",\"größe-2\"],\"createdAt\":\"2026-11-01T12:00:00.120Z\"}");
        assertThat(orders.get(2).propertyNames())
                .containsExactly("orderId", "itemId", "createdAt", "idempotencyKey", "fingerprint");
    }

    @Test
    void printsTheEventsOfAllSegmentsAsLines() {
        folder.placeOrders(40, new OutboxRetention(1_000, Duration.ZERO, () -> 20));
        Result result = folder.run("export", "outbox", "--format=jsonl");
        assertThat(result.code()).isEqualTo(ExitCode.OK);
        List<JsonNode> events = result.out()
                .lines()
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
        assertThat(events)
                .map(event -> event.get("orderId").asString())
                .isEqualTo(
                        IntStream.rangeClosed(1, 40).mapToObj(i -> "order-" + i).toList());
        assertThat(events.get(0).propertyNames()).containsExactly("type", "version", "orderId", "itemId", "createdAt");
    }

    @ParameterizedTest
    @CsvSource({"processed, 6", "dead-letters, 4"})
    void printsTheInbox(String store, int records) throws IOException {
        folder.notifyOf(3);
        Result result = folder.run("export", store);
        assertThat(JsonMapper.shared().readTree(result.out())).hasSize(records).allSatisfy(record -> assertThat(
                        record.propertyNames())
                .doesNotContain("seq", "durable", "prev", "crc"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "outbox", "processed", "dead-letters"})
    void printsAnEmptyArrayForNothing(String store) {
        folder.placeOrders(0);
        Result result = folder.run("export", store);
        assertThat(result.code()).isEqualTo(ExitCode.OK);
        assertThat(JsonMapper.shared().readTree(result.out())).isEmpty();
        assertThat(folder.run("export", store, "--format=jsonl").out()).isEmpty();
    }

    @Test
    void printsALiveFolderAndSaysSoBesideTheOutput() {
        folder.whileServing(OutboxRetention.keepAll(), orders -> {
            orders.place(PipelineFolder.order(1)).join();
            Result result = folder.run("export", "orders");
            assertThat(result.code()).isEqualTo(ExitCode.OK);
            assertThat(JsonMapper.shared().readTree(result.out())).hasSize(1);
            assertThat(result.messages()).contains("a snapshot of a live folder");
        });
    }

    @Test
    void stopsAtADamageAndLeavesTheArrayOpen() throws IOException {
        folder.placeOrders(5);
        PipelineFolder.damageLine(folder.orders("orders.json"), 3);
        Result result = folder.run("export", "orders");
        assertThat(result.code()).isEqualTo(ExitCode.DAMAGE);
        assertThat(result.messages())
                .containsPattern("stopped after 2 records: orders.json is damaged at byte \\d+, where seq 3 should be");
        assertThat(result.out()).doesNotContain("]\n]").doesNotContain("order-4");
        assertThat(result.out()).as("the message starts on a new line").endsWith("}\n");
    }

    @ParameterizedTest
    @CsvSource({
        "export",
        "export invoices",
        "export orders outbox",
        "export orders --format=xml",
        "export orders --yes",
        "verify orders",
        "verify --format=json",
        "repair orders",
        "repair --force"
    })
    void refusesWhatIsNoCommand(String line) {
        Result result = folder.run(line.split(" "));
        assertThat(result.code()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(result.messages()).contains("usage: java -jar order-service-exec.jar verify");
    }

    @Test
    void refusesAFolderThatNoPathCanName() {
        assertThatThrownBy(() -> CommandLine.parse(List.of("verify", "--pipeline.data-dir=da\0ta"), Map.of()))
                .isInstanceOf(CommandLine.WrongUsageException.class)
                .hasMessageStartingWith("no folder can be called da\0ta in this locale: ");
    }
}
