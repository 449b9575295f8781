package io.orderpipeline.orders.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.inbox.DeadLetterChange.Died;
import io.orderpipeline.broker.inbox.Failure;
import io.orderpipeline.broker.inbox.file.FileDeadLetters;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.orders.placing.Order;
import io.orderpipeline.orders.placing.OrderAccepted;
import io.orderpipeline.orders.placing.OrderRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The largest order the rules allow, with the characters that take the most space in a file. */
class LargestOrderTests {

    private static final int CODE_POINTS = 200;
    /** A sixteenth of what a record may hold, so a rule that grows beyond what the files hold is noticed. */
    private static final long MOST_BYTES = 1 << 20;

    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D\uDCE6", "\"", "\\"})
    void fitsIntoEveryFileAlsoAsADeadLetter(String widest) throws IOException {
        OrderRequest request = new OrderRequest(
                widest.repeat(CODE_POINTS),
                IntStream.range(0, OrderRequest.MAX_ITEMS)
                        .mapToObj(i -> String.format(Locale.ROOT, "%03d", i) + widest.repeat(CODE_POINTS - 3))
                        .toList());
        Event event = eventOf(request);
        Died died = new Died(
                event, new Failure("unexpected-error", widest.repeat(100_000), 5, Instant.EPOCH, Instant.EPOCH));

        try (JournalFolder folder = JournalFolder.open(temp.resolve("notifications"))) {
            try (FileDeadLetters letters = FileDeadLetters.open(folder, failure -> fail(failure))) {
                letters.record(died).toCompletableFuture().join();
            }
            try (FileDeadLetters letters = FileDeadLetters.open(folder, failure -> fail(failure))) {
                assertThat(letters.find(died.id())
                                .toCompletableFuture()
                                .join()
                                .orElseThrow()
                                .event())
                        .isEqualTo(event);
            }
        }
        for (String file : List.of("orders/orders.json", "orders/outbox.json", "notifications/dead_letters.json")) {
            assertThat(Files.size(temp.resolve(file))).as(file).isBetween(MOST_BYTES / 4, MOST_BYTES);
        }
    }

    private Event eventOf(OrderRequest request) {
        String orderId = String.valueOf(request.orderId());
        try (OrdersFolder store = OrdersFolder.open(temp.resolve("orders"))) {
            assertThat(store.orders()
                            .place(new Order(orderId, request.itemIds(), Instant.EPOCH, null))
                            .join())
                    .isEqualTo(new OrderAccepted(orderId));
            return store.outbox(1).get(0).event();
        }
    }
}
