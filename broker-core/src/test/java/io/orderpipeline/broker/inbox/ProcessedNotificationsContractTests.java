package io.orderpipeline.broker.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every adapter of {@link ProcessedNotifications} does. */
public abstract class ProcessedNotificationsContractTests {

    /** The keys of one store; a further call closes what an earlier one returned and opens the same store again. */
    protected abstract ProcessedNotifications open();

    @Test
    void knowsNothingAtFirst() {
        assertThat(open().contains(new NotificationKey("123", "itemA"))).isFalse();
    }

    @Test
    void knowsWhatWasRecorded() {
        ProcessedNotifications processed = open();
        record(processed, new NotificationKey("123", "itemA"));
        assertThat(processed.contains(new NotificationKey("123", "itemA"))).isTrue();
        assertThat(processed.contains(new NotificationKey("123", "itemB"))).isFalse();
        assertThat(processed.contains(new NotificationKey("124", "itemA"))).isFalse();
    }

    @Test
    void remembersAfterItWasOpenedAgain() {
        record(open(), new NotificationKey("123", "itemA"));
        assertThat(open().contains(new NotificationKey("123", "itemA"))).isTrue();
    }

    @Test
    void tellsApartKeysThatReadTheSame() {
        ProcessedNotifications processed = open();
        record(processed, new NotificationKey("a::b", "c"));
        assertThat(processed.contains(new NotificationKey("a", "b::c"))).isFalse();
        record(processed, new NotificationKey("a", "b::c"));
        ProcessedNotifications reopened = open();
        assertThat(reopened.contains(new NotificationKey("a::b", "c"))).isTrue();
        assertThat(reopened.contains(new NotificationKey("a", "b::c"))).isTrue();
    }

    @Test
    void takesTheSameKeyTwice() {
        ProcessedNotifications processed = open();
        record(processed, new NotificationKey("123", "itemA"));
        record(processed, new NotificationKey("123", "itemA"));
        assertThat(open().contains(new NotificationKey("123", "itemA"))).isTrue();
    }

    @Test
    void takesKeysOfEveryKindLiterally() {
        List<NotificationKey> odd = List.of(
                new NotificationKey("\uD83D\uDD14", "\uD83D\uDCE6"),
                new NotificationKey(" 123", "itemA "),
                new NotificationKey("\"", "\\"),
                new NotificationKey("\u00e9", "e\u0301"),
                new NotificationKey("x".repeat(200), "\u4e2d".repeat(200)));
        ProcessedNotifications processed = open();
        odd.forEach(key -> record(processed, key));
        ProcessedNotifications reopened = open();
        assertThat(odd).allMatch(reopened::contains);
        assertThat(reopened.contains(new NotificationKey("123", "itemA"))).isFalse();
        assertThat(reopened.contains(new NotificationKey("e\u0301", "e\u0301"))).isFalse();
    }

    @Test
    void takesManyKeysAtATime() {
        ProcessedNotifications processed = open();
        CompletableFuture.allOf(IntStream.range(0, 1_000)
                        .mapToObj(i -> new NotificationKey("order-" + i / 2, "item-" + i))
                        .parallel()
                        .map(key -> processed.record(key).toCompletableFuture())
                        .toArray(CompletableFuture<?>[]::new))
                .join();
        ProcessedNotifications reopened = open();
        assertThat(IntStream.range(0, 1_000))
                .allMatch(i -> reopened.contains(new NotificationKey("order-" + i / 2, "item-" + i)));
    }

    private static void record(ProcessedNotifications processed, NotificationKey key) {
        processed.record(key).toCompletableFuture().join();
    }
}
