package io.orderpipeline.orders.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.inbox.DeadLetter;
import io.orderpipeline.broker.inbox.LetterFilter;
import io.orderpipeline.broker.inbox.NotificationKey;
import io.orderpipeline.broker.inbox.file.FileDeadLetters;
import io.orderpipeline.broker.inbox.file.FileProcessedNotifications;
import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.outbox.Position;
import io.orderpipeline.broker.outbox.file.FileOutbox;
import io.orderpipeline.broker.outbox.file.OutboxRetention;
import io.orderpipeline.orders.maintenance.PipelineFolder.Result;
import io.orderpipeline.orders.placing.Order;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepairTests {

    @TempDir
    Path temp;

    private PipelineFolder folder;

    @BeforeEach
    void useTheFolder() {
        folder = new PipelineFolder(temp);
    }

    @Test
    void findsNothingToRepairInAnIntactFolder() throws IOException {
        folder.placeOrders(5);
        folder.notifyOf(5);
        Map<String, String> before = folder.contents();
        Result result = folder.run("repair");
        assertThat(result.code()).isEqualTo(ExitCode.OK);
        assertThat(result.out()).contains("nothing to repair");
        assertThat(folder.contents()).isEqualTo(before);
    }

    @Test
    void changesNothingUntilItIsConfirmed() throws IOException {
        folder.placeOrders(5);
        PipelineFolder.damageLine(folder.orders("orders.json"), 3);
        Map<String, String> before = folder.contents();
        Result result = folder.run(false, "repair");
        assertThat(result.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(result.out()).contains("seq 3").contains("nothing was changed");
        assertThat(folder.contents()).isEqualTo(before);
        assertThat(folder.run(true, "repair").code()).isEqualTo(ExitCode.OK);
    }

    @Test
    void rebuildsADamagedOrderFromItsEventUnderItsSeq() throws IOException {
        List<Order> placed = folder.placeOrders(5);
        folder.notifyOf(5);
        PipelineFolder.damageLine(folder.orders("orders.json"), 3);
        Map<String, String> before = folder.contents();
        Result result = folder.run("repair", "--yes");
        assertThat(result.code()).as(result.out()).isEqualTo(ExitCode.OK);
        assertThat(result.out())
                .contains("4 whole orders are kept")
                .contains(
                        "1 orders are rebuilt from their events, without the idempotency key they may have had: seq 3")
                .contains("no damage")
                .doesNotContain("in use by");
        assertThat(folder.run("verify").code()).isEqualTo(ExitCode.OK);
        assertThat(Files.readString(aside("orders").resolve("orders.json"), StandardCharsets.ISO_8859_1))
                .isEqualTo(before.get("orders/orders.json"));
        assertThat(Files.readString(folder.notifications("outbox-checkpoint.json")))
                .startsWith("{\"seq\":5,");
        assertThat(folder.ordersAfterAStart()).isEqualTo(withoutKey(placed, 3));
    }

    @Test
    void bringsBackAllOrdersWhenTheirFileIsMissing() throws IOException {
        List<Order> placed = folder.placeOrders(5);
        Files.delete(folder.orders("orders.json"));
        assertThat(folder.run("repair", "--yes").code()).isEqualTo(ExitCode.OK);
        assertThat(folder.ordersAfterAStart()).isEqualTo(withoutKey(placed, 3));
    }

    @Test
    void bringsBackWhatWasCutOff() throws IOException {
        List<Order> placed = folder.placeOrders(5);
        PipelineFolder.cut(folder.orders("orders.json"), 350);
        assertThat(folder.run("repair", "--yes").code()).isEqualTo(ExitCode.OK);
        assertThat(folder.ordersAfterAStart()).isEqualTo(withoutKey(placed, 3));
    }

    @Test
    void keepsAllOrdersBehindADamagedHeader() throws IOException {
        List<Order> placed = folder.placeOrders(5);
        PipelineFolder.damageLine(folder.orders("orders.json"), 0);
        assertThat(folder.run("repair", "--yes").code()).isEqualTo(ExitCode.OK);
        assertThat(folder.ordersAfterAStart()).isEqualTo(placed);
    }

    @Test
    void renumbersWhenAnOrderIsLostInBothFiles() throws IOException {
        List<Order> placed = folder.placeOrders(5);
        folder.notifyOf(5);
        PipelineFolder.damageLine(folder.orders("orders.json"), 2);
        PipelineFolder.damageLine(folder.orders("outbox.json"), 2);
        Result result = folder.run("repair", "--yes");
        assertThat(result.code()).as(result.out()).isEqualTo(ExitCode.OK);
        assertThat(result.out())
                .contains("1 orders cannot be brought back: seq 2")
                .contains("outbox: outbox.json taken out");
        assertThat(aside("orders").resolve("outbox.json")).exists();
        assertThat(folder.ordersAfterAStart())
                .isEqualTo(placed.stream()
                        .filter(order -> !order.orderId().equals("order-2"))
                        .toList());
        Result after = folder.run("verify");
        assertThat(after.out())
                .contains("events: 4 match their orders, up to seq 4")
                .contains("no damage");
        Position checkpoint = folder.delivered();
        assertThat(new FileOutbox(FolderView.of(folder.orders(""))).holds(checkpoint))
                .as("the checkpoint of the old outbox fits the new one")
                .isFalse();
    }

    @Test
    void letsTheNextStartWriteADamagedOutboxAgain() throws IOException {
        List<Order> placed = folder.placeOrders(5);
        folder.notifyOf(5);
        String orders = folder.contents().get("orders/orders.json");
        Path outbox = folder.orders("outbox.json");
        PipelineFolder.damageLine(outbox, 0);
        Result result = folder.run("repair", "--yes");
        assertThat(result.code()).as(result.out()).isEqualTo(ExitCode.OK);
        assertThat(result.out()).contains("5 are missing; the next start appends them");
        assertThat(folder.contents()).containsEntry("orders/orders.json", orders);
        assertThat(folder.notifications("outbox-checkpoint.json")).exists();
        assertThat(folder.ordersAfterAStart()).isEqualTo(placed);
        assertThat(folder.run("verify").out()).contains("5 match their orders, up to seq 5");
    }

    @Test
    void takesTheWholeOutboxOutWhenASegmentIsDamaged() throws IOException {
        folder.placeOrders(40, new OutboxRetention(1_000, Duration.ZERO, () -> 20));
        Path segment;
        try (Stream<Path> files = Files.list(folder.orders("archive"))) {
            segment = files.sorted().toList().get(1);
        }
        PipelineFolder.damageLine(segment, 2);
        assertThat(folder.run("repair", "--yes").code()).isEqualTo(ExitCode.OK);
        assertThat(aside("orders").resolve("archive").resolve(segment.getFileName()))
                .exists();
        assertThat(folder.ordersAfterAStart()).hasSize(40);
        assertThat(folder.run("verify").out()).contains("40 match their orders, up to seq 40");
    }

    @Test
    void rebuildsNothingFromEventsOfOtherOrders() throws IOException {
        List<Order> placed = folder.placeOrders(5);
        PipelineFolder other = new PipelineFolder(temp.resolve("other"));
        other.whileServing(OutboxRetention.keepAll(), orders -> Stream.of(2, 1, 3, 4, 5)
                .forEach(i -> orders.place(PipelineFolder.order(i)).join()));
        Files.copy(other.orders("outbox.json"), folder.orders("outbox.json"), StandardCopyOption.REPLACE_EXISTING);
        PipelineFolder.damageLine(folder.orders("orders.json"), 4);
        Result result = folder.run("repair", "--yes");
        assertThat(result.code()).as(result.out()).isEqualTo(ExitCode.OK);
        assertThat(result.out()).contains("nothing is rebuilt from the outbox");
        assertThat(folder.ordersAfterAStart())
                .isEqualTo(placed.stream()
                        .filter(order -> !order.orderId().equals("order-4"))
                        .toList());
    }

    /** Five orders are notified; the key in this line is damaged and lost. */
    private Result repairWithoutKey(int line) throws IOException {
        folder.placeOrders(5);
        folder.notifyOf(5);
        PipelineFolder.damageLine(folder.notifications("processed_notifications.json"), line);
        Result result = folder.run("repair", "--yes");
        assertThat(result.code()).as(result.out()).isEqualTo(ExitCode.OK);
        return result;
    }

    @Test
    void namesTheOrdersOfLostKeysToBeReplayed() throws IOException {
        Result result = repairWithoutKey(4);
        assertThat(result.out()).contains("a dead letter: orders=1 seq 4", "start the services and replay them");
        assertThat(folder.run("verify").code()).isEqualTo(ExitCode.DAMAGE);
    }

    @Test
    void keepsTheWholeKeysOfADamagedInbox() throws IOException {
        Result result = repairWithoutKey(2);
        assertThat(result.out()).contains("9 whole records are kept").contains("a replay may notify it again");
        try (JournalFolder open = JournalFolder.open(folder.notifications(""));
                FileProcessedNotifications processed = FileProcessedNotifications.open(
                        open, InstantSource.system(), failure -> Assertions.fail(failure))) {
            Set<NotificationKey> keys =
                    IntStream.rangeClosed(1, 5).mapToObj(PipelineFolder::key).collect(Collectors.toSet());
            assertThat(processed.claim(keys, Duration.ofMinutes(1)))
                    .isCompletedWithValueMatching(claim -> claim.due().equals(Set.of(PipelineFolder.key(2))));
        }
    }

    @Test
    void dropsChangesToALetterWhoseDeathIsLost() throws IOException {
        folder.notifyOf(1);
        folder.placeOrders(1);
        PipelineFolder.damageLine(folder.notifications("dead_letters.json"), 1);
        Result result = folder.run("repair", "--yes");
        assertThat(result.code()).as(result.out()).isEqualTo(ExitCode.OK);
        assertThat(result.out()).contains("1 changes to lost letters are taken out: seq 3");
        try (JournalFolder open = JournalFolder.open(folder.notifications(""));
                FileDeadLetters letters = FileDeadLetters.open(open, failure -> Assertions.fail(failure))) {
            assertThat(letters.page(LetterFilter.ALL, 0, 10)
                            .toCompletableFuture()
                            .join()
                            .letters())
                    .extracting(DeadLetter::id)
                    .containsExactly(PipelineFolder.died(2).id());
        }
    }

    @Test
    void leavesAForeignFileUntouched() throws IOException {
        folder.placeOrders(2);
        Files.writeString(folder.orders("orders.json"), "{\"orders\": []}\n");
        Map<String, String> before = folder.contents();
        Result result = folder.run("repair", "--yes");
        assertThat(result.code()).isEqualTo(ExitCode.DAMAGE);
        assertThat(result.out()).contains("orders.json is foreign");
        assertThat(folder.contents()).isEqualTo(before);
    }

    @Test
    void leavesALiveFolderAndItsLockFileUntouched() throws IOException {
        folder.whileServing(OutboxRetention.keepAll(), orders -> {
            Result result = folder.run("repair", "--yes");
            assertThat(result.code()).isEqualTo(ExitCode.REFUSED);
            assertThat(result.messages())
                    .contains(folder.orders("").toString())
                    .contains("in use by the process with pid "
                            + ProcessHandle.current().pid());
        });
        assertThat(folder.run("repair", "--yes").code()).isEqualTo(ExitCode.OK);
    }

    @Test
    void treatsTheOwnerAsGoneWhenAnotherProcessHasItsPid() throws IOException {
        folder.placeOrders(1);
        Files.writeString(
                folder.orders(".owner"),
                String.format(
                        Locale.ROOT,
                        "pid %d started 2001-01-01T00:00:00Z%n",
                        ProcessHandle.current().pid()));
        assertThat(folder.run("repair", "--yes").code()).isEqualTo(ExitCode.OK);
    }

    @Test
    void isFinishedByTheNextStart() throws IOException {
        List<Order> placed = folder.placeOrders(5);
        PipelineFolder.damageLine(folder.orders("orders.json"), 3);
        folder.run("repair", "--yes");
        Path aside = aside("orders");
        // Back to the moment between the two moves.
        Files.move(folder.orders("orders.json"), folder.orders("orders.json.repaired"));
        Files.move(aside.resolve("repair-plan"), folder.orders("repair-plan"));

        assertThat(folder.run("verify").code()).isEqualTo(ExitCode.DAMAGE);

        assertThat(folder.ordersAfterAStart()).isEqualTo(withoutKey(placed, 3));
        assertThat(folder.run("verify").code()).isEqualTo(ExitCode.OK);
    }

    private Path aside(String service) throws IOException {
        try (Stream<Path> files = Files.list(temp.resolve(service))) {
            return files.filter(file -> file.getFileName().toString().matches("aside-\\d{8}T\\d{9}Z"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static List<Order> withoutKey(List<Order> orders, int seq) {
        return orders.stream()
                .map(order -> order.equals(orders.get(seq - 1))
                        ? new Order(order.orderId(), order.itemIds(), order.createdAt(), null)
                        : order)
                .toList();
    }
}
