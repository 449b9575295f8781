package io.orderpipeline.orders.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.broker.journal.FolderUnusableException;
import io.orderpipeline.broker.outbox.file.OutboxRetention;
import io.orderpipeline.orders.maintenance.PipelineFolder.Result;
import io.orderpipeline.orders.placing.Placement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerifyTests {

    @TempDir
    Path temp;

    private PipelineFolder folder;

    @BeforeEach
    void useTheFolder() {
        folder = new PipelineFolder(temp);
    }

    @Test
    void countsWhatAWholeFolderHolds() throws IOException {
        folder.placeOrders(5);
        folder.notifyOf(5);
        Result result = folder.run("verify");
        assertThat(result.code()).isEqualTo(ExitCode.OK);
        assertThat(result.out().lines())
                .anySatisfy(line -> assertThat(line)
                        .matches(String.format(
                                Locale.ROOT,
                                "orders/orders.json +records=5 lastSeq=5 bytes=%d ok",
                                Files.size(folder.orders("orders.json")))))
                .anySatisfy(line -> assertThat(line).matches("orders/outbox.json +records=5 lastSeq=5 .* ok"))
                .anySatisfy(
                        line -> assertThat(line).matches("notifications/processed_not.* records=10 lastSeq=10 .* ok"))
                .anySatisfy(line -> assertThat(line).matches("notifications/dead_letters.* records=4 lastSeq=4 .* ok"))
                .startsWith("data folder: " + temp)
                .contains("events: 5 match their orders, up to seq 5", "no damage");
    }

    @Test
    void acceptsMissingAndEmptyFiles() throws IOException {
        folder.placeOrders(0);
        Result result = folder.run("verify");
        assertThat(result.code()).isEqualTo(ExitCode.OK);
        assertThat(result.out())
                .containsPattern("orders.json .* empty")
                .containsPattern("processed_notifications.json .* missing");
    }

    @Test
    void changesNothing() throws IOException {
        folder.placeOrders(5);
        PipelineFolder.damageLine(folder.orders("orders.json"), 3);
        var before = folder.contents();
        folder.run("verify");
        assertThat(folder.contents()).isEqualTo(before);
    }

    @Test
    void namesTheByteAndTheSeqOfADamage() throws IOException {
        folder.placeOrders(5);
        Path orders = folder.orders("orders.json");
        PipelineFolder.damageLine(orders, 3);
        String latin = Files.readString(orders, StandardCharsets.ISO_8859_1);
        int start = latin.indexOf(",{\"seq\":3");
        Result result = folder.run("verify");
        assertThat(result.code()).isEqualTo(ExitCode.DAMAGE);
        assertThat(result.out())
                .containsPattern(String.format(
                        Locale.ROOT,
                        "orders/orders.json +records=2 lastSeq=2 bytes=\\d+ damaged at byte %d, where seq 3 should be: expected crc \\w{8} but found \\w{8}; 2 whole records follow.*",
                        start))
                .contains("'repair' can help");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void findsAFlipInEveryOrder(int line) throws IOException {
        folder.placeOrders(5);
        PipelineFolder.damageLine(folder.orders("orders.json"), line);
        assertThat(folder.run("verify").code()).isEqualTo(ExitCode.DAMAGE);
    }

    @Test
    void tellsADamagedHeaderFromAForeignFile() throws IOException {
        folder.placeOrders(2);
        PipelineFolder.damageLine(folder.orders("orders.json"), 0);
        assertThat(folder.run("verify").out())
                .containsPattern("orders.json .* damaged at byte 0, where seq 1 should be");
        Files.writeString(folder.orders("orders.json"), "{\"orders\": []}\n");
        Result foreign = folder.run("verify");
        assertThat(foreign.out())
                .containsPattern("orders.json .* foreign: it is not a journal of this program: it does not start with");
        assertThat(foreign.code()).isEqualTo(ExitCode.DAMAGE);
    }

    @ParameterizedTest
    @CsvSource({
        "notifications/processed_notifications.json, orders/orders.json",
        "notifications/dead_letters.json, orders/orders.json",
        "orders/orders.json, notifications/processed_notifications.json",
        "notifications/dead_letters.json, notifications/processed_notifications.json",
        "notifications/processed_notifications.json, notifications/dead_letters.json"
    })
    void takesAFileUnderTheNameOfAnotherForForeignAsAStartDoes(String source, String target) throws IOException {
        folder.placeOrders(4);
        folder.notifyOf(4);
        Files.copy(temp.resolve(source), temp.resolve(target), StandardCopyOption.REPLACE_EXISTING);
        Result result = folder.run("verify");
        assertThat(result.code()).isEqualTo(ExitCode.DAMAGE);
        assertThat(result.out())
                .containsPattern(target + " .* foreign: the record with seq 1 at byte 2 is of the wrong kind")
                .contains("move the foreign files away yourself");
        Result repair = folder.run("repair", "--yes");
        assertThat(repair.code()).isEqualTo(ExitCode.DAMAGE);
        assertThat(repair.out()).contains("nothing was changed");
        assertThatThrownBy(target.startsWith("orders") ? folder::ordersAfterAStart : () -> folder.notifyOf(1))
                .isInstanceOf(FolderUnusableException.class)
                .hasMessage(
                        "cannot use %s: the record with seq 1 at byte 2 is of the wrong kind. Move it away, or name another folder",
                        temp.resolve(target));
    }

    @Test
    void leavesATornTailToTheNextStart() throws IOException {
        folder.placeOrders(5);
        Path orders = folder.orders("orders.json");
        Path outbox = folder.orders("outbox.json");
        PipelineFolder.cut(outbox, Files.size(outbox) - 200);
        PipelineFolder.cut(orders, Files.size(orders) - 20);
        Result result = folder.run("verify");
        assertThat(result.code()).isEqualTo(ExitCode.OK);
        assertThat(result.out())
                .containsPattern(
                        "orders.json .* lastSeq=4 .* torn tail, which the next start cuts off \\(at byte \\d+, where seq 5")
                .contains("no damage");
        assertThat(folder.ordersAfterAStart()).hasSize(4);
    }

    @Test
    void countsTheEventsThatTheNextStartAppends() throws IOException {
        folder.placeOrders(5);
        Files.delete(folder.orders("outbox.json"));
        Result result = folder.run("verify");
        assertThat(result.code()).isEqualTo(ExitCode.OK);
        assertThat(result.out()).contains("events: 5 are missing; the next start appends them");
    }

    @Test
    void knowsFromTheOutboxThatOrdersAreMissing() throws IOException {
        folder.placeOrders(5);
        Path orders = folder.orders("orders.json");
        String content = Files.readString(orders);
        Files.writeString(orders, content.substring(0, content.indexOf(",{\"seq\":5")) + "]");
        Result result = folder.run("verify");
        assertThat(result.out()).contains("the file ends, but seq 5 was acknowledged, as another file shows");
        assertThat(result.code()).isEqualTo(ExitCode.DAMAGE);
        Files.delete(orders);
        assertThat(folder.run("verify").out()).contains("the file is missing, but seq 5 was acknowledged");
    }

    @Test
    void seesThatAnEventIsNotThatOfItsOrder() throws IOException {
        folder.placeOrders(5);
        PipelineFolder other = new PipelineFolder(temp.resolve("other"));
        other.whileServing(OutboxRetention.keepAll(), orders -> IntStream.of(1, 2, 4, 3)
                .forEach(i -> orders.place(PipelineFolder.order(i)).join()));
        Files.copy(other.orders("outbox.json"), folder.orders("outbox.json"), StandardCopyOption.REPLACE_EXISTING);
        Result result = folder.run("verify");
        assertThat(result.code()).isEqualTo(ExitCode.DAMAGE);
        assertThat(result.out())
                .contains("events: 2 match their orders, up to seq 2")
                .contains("after that, the event with seq 3 does not match its order")
                .contains("the next start of the order service rewrites undelivered events from orders.json; 'repair'");
    }

    @Test
    void looksAtClosedAndArchivedSegments() throws IOException {
        folder.placeOrders(40, new OutboxRetention(1_000, Duration.ZERO, () -> 20));
        Result whole = folder.run("verify");
        assertThat(whole.code()).isEqualTo(ExitCode.OK);
        assertThat(whole.out())
                .contains("orders/archive/outbox-0000")
                .contains("orders/outbox-0000")
                .contains("events: 40 match their orders");
        Path archived;
        try (var files = Files.list(folder.orders("archive"))) {
            archived = files.sorted().toList().get(1);
        }
        PipelineFolder.damageLine(archived, 2);
        Result damaged = folder.run("verify");
        assertThat(damaged.code()).isEqualTo(ExitCode.DAMAGE);
        assertThat(damaged.out())
                .containsPattern(String.format(Locale.ROOT, "archive/%s .* damaged at byte", archived.getFileName()));
    }

    @Test
    void looksAtALiveFolderAndSaysSo() {
        folder.whileServing(OutboxRetention.keepAll(), orders -> {
            orders.place(PipelineFolder.order(1)).join();
            Result result = folder.run("verify");
            assertThat(result.code()).isEqualTo(ExitCode.OK);
            assertThat(result.out())
                    .contains("in use by the process with pid "
                            + ProcessHandle.current().pid())
                    .contains("a snapshot of a live folder")
                    .containsPattern("orders.json +records=1 ");
        });
    }

    @Test
    void findsALiveFolderWellHoweverFastItGrows() {
        folder.whileServing(OutboxRetention.keepAll(), orders -> {
            var placing = CompletableFuture.runAsync(() -> {
                List<CompletableFuture<Placement>> answers = new ArrayList<>();
                for (int i = 1; i <= 3_000; i++) {
                    answers.add(orders.place(PipelineFolder.order(i)));
                    if (i % 50 == 0) {
                        answers.forEach(CompletableFuture::join);
                        answers.clear();
                    }
                }
            });
            do {
                Result result = folder.run("verify");
                assertThat(result.code()).as(result.out()).isEqualTo(ExitCode.OK);
            } while (!placing.isDone());
            placing.join();
        });
    }

    /** A reader stops at the first missing segment, and the relay with it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void findsUndeliveredSegmentsThatWereTakenAway(boolean archived) throws IOException {
        folder.placeOrders(40, new OutboxRetention(1_000, Duration.ZERO, () -> 20));
        folder.notifyOf(20);
        Path segments = folder.orders(archived ? "archive" : "");
        try (var files = Files.list(segments)) {
            for (Path file : files.sorted().toList()) {
                if (String.valueOf(file.getFileName()).startsWith("outbox-")) {
                    Files.delete(file);
                }
            }
        }
        Result result = folder.run("verify");
        assertThat(result.code()).as(result.out()).isEqualTo(archived ? ExitCode.OK : ExitCode.DAMAGE);
        assertThat(result.out())
                .containsPattern(
                        archived
                                ? "\\d+ older ones were delivered; their segments were removed"
                                : "after that, expected seq \\d+ at byte 2 of outbox.json but found seq");
        assertThat(folder.ordersAfterAStart()).hasSize(40);
        assertThat(folder.run("verify").code()).isEqualTo(ExitCode.OK);
    }

    @Test
    void believesTheCheckpointOfARelayInTheOrderService() throws IOException {
        folder.fillBehindKafka();
        Result result = folder.run("verify");
        assertThat(result.code()).as(result.out()).isEqualTo(ExitCode.OK);
        assertThat(result.out()).containsPattern("\\d+ older ones were delivered; their segments were removed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify", "repair", "export orders"})
    void saysWhatIsMissingWhereThereIsNothing(String command) throws IOException {
        for (String name : List.of("nowhere", "empty", "other")) {
            Path path = temp.resolve(name);
            if (!name.equals("nowhere")) {
                Files.createDirectories(path.resolve(name.equals("empty") ? "" : "orders"));
            }
            Result result = new PipelineFolder(path).run(command.split(" "));
            assertThat(result.code()).isEqualTo(ExitCode.WRONG_USAGE);
            assertThat(result.messages())
                    .contains(path.toString())
                    .contains("orders/orders.json and orders/outbox.json are missing")
                    .contains("--pipeline.data-dir")
                    .doesNotContain("usage:");
        }
    }

    @Test
    void namesTheHandledOrdersThatAnOlderInboxDoesNotKnow() throws IOException {
        folder.placeOrders(7);
        folder.notifyOf(7);
        PipelineFolder older = new PipelineFolder(temp.resolve("older"));
        older.notifyOf(4);
        Files.copy(
                older.notifications("processed_notifications.json"),
                folder.notifications("processed_notifications.json"),
                StandardCopyOption.REPLACE_EXISTING);
        Result result = folder.run("verify");
        assertThat(result.code()).as(result.out()).isEqualTo(ExitCode.DAMAGE);
        assertThat(result.out())
                .contains(
                        "handled, but neither recorded as notified nor a dead letter: orders=3 seq 5-7",
                        "start the services and replay them");
    }

    @Test
    void namesAHandledOrderWhoseLetterIsMissing() throws IOException {
        folder.placeOrders(3);
        folder.notifyOf(3);
        PipelineFolder.damageLine(folder.notifications("processed_notifications.json"), 2);
        assertThat(folder.run("repair", "--yes").code()).isEqualTo(ExitCode.OK);
        Files.delete(folder.notifications("dead_letters.json"));
        assertThat(folder.run("verify").out()).contains("a dead letter: orders=1 seq 2");
    }

    @Test
    void countsNoOrderAsHandledWhenTheCheckpointIsOfAnotherOutbox() throws IOException {
        folder.notifyOf(3);
        folder.placeOrders(3);
        Files.delete(folder.notifications("processed_notifications.json"));
        assertThat(folder.run("verify").code()).isEqualTo(ExitCode.OK);
    }

    @Test
    void saysThatItCannotReadWhatIsNoFile() throws IOException {
        folder.placeOrders(0);
        Files.delete(folder.orders("orders.json"));
        Files.createDirectory(folder.orders("orders.json"));
        Result result = folder.run("verify");
        assertThat(result.code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(result.messages()).contains("orders.json: not a regular file");
    }
}
