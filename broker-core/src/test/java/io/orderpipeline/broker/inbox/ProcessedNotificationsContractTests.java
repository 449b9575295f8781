package io.orderpipeline.broker.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of every adapter of {@link ProcessedNotifications}. */
public abstract class ProcessedNotificationsContractTests {

    private static final NotificationKey A = new NotificationKey("123", "itemA");
    private static final NotificationKey B = new NotificationKey("123", "itemB");
    private static final NotificationKey OTHER_ORDER = new NotificationKey("124", "itemA");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** The keys of one store; each further call closes the earlier result and reopens the same store. */
    protected abstract ProcessedNotifications open();

    @Test
    void knowsNothingAtFirst() {
        ProcessedNotifications processed = open();
        assertThat(known(processed, A)).isEmpty();
        assertThat(claim(processed, A)).isEqualTo(Set.of(A));
    }

    @Test
    void knowsWhatWasRecorded() {
        ProcessedNotifications processed = open();
        record(processed, A);
        assertThat(known(processed, A, B, OTHER_ORDER)).containsExactly(A);
    }

    @Test
    void remembersAfterItWasOpenedAgain() {
        record(open(), A, B);
        ProcessedNotifications reopened = open();
        assertThat(known(reopened, A, B, OTHER_ORDER)).containsExactlyInAnyOrder(A, B);
        assertThat(claim(reopened, A, B)).isEmpty();
    }

    @Test
    void claimsOnlyWhatIsNotRecorded() {
        ProcessedNotifications processed = open();
        record(processed, A);
        assertThat(claim(processed, A, B, OTHER_ORDER)).isEqualTo(Set.of(B, OTHER_ORDER));
    }

    @Test
    void doesNotMistakeAClaimForARecord() {
        ProcessedNotifications processed = open();
        claim(processed, A);
        assertThat(known(processed, A)).isEmpty();
        assertThat(claim(processed, A)).as("claimed again by its own process").containsExactly(A);
    }

    @Test
    void recordsClaimedAndUnclaimedKeys() {
        ProcessedNotifications processed = open();
        claim(processed, A);
        record(processed, A, B);
        assertThat(claim(processed, A, B)).isEmpty();
        assertThat(known(open(), A, B)).containsExactlyInAnyOrder(A, B);
    }

    @Test
    void claimsNothingForAQuery() {
        ProcessedNotifications processed = open();
        assertThat(known(processed, A, B)).isEmpty();
        assertThat(claim(processed, A, B)).isEqualTo(Set.of(A, B));
    }

    @Test
    void distinguishesKeysThatLookTheSame() {
        NotificationKey one = new NotificationKey("a::b", "c");
        NotificationKey another = new NotificationKey("a", "b::c");
        ProcessedNotifications processed = open();
        record(processed, one);
        assertThat(known(processed, one, another)).containsExactly(one);
        assertThat(claim(processed, one, another)).containsExactly(another);
        record(processed, another);
        assertThat(known(open(), one, another)).containsExactlyInAnyOrder(one, another);
    }

    @Test
    void takesTheSameKeyTwice() {
        ProcessedNotifications processed = open();
        record(processed, A);
        record(processed, A, B);
        assertThat(known(open(), A, B)).containsExactlyInAnyOrder(A, B);
    }

    @Test
    void takesKeysOfEveryKindLiterally() {
        Set<NotificationKey> odd = Set.of(
                new NotificationKey("\uD83D\uDD14", "\uD83D\uDCE6"),
                new NotificationKey(" 123", "itemA "),
                new NotificationKey("\"", "\\"),
                new NotificationKey("{a,b}", "NULL"),
                new NotificationKey("\u00e9", "e\u0301"),
                new NotificationKey("x".repeat(200), "\u4e2d".repeat(200)));
        ProcessedNotifications processed = open();
        assertThat(join(processed.claim(odd, MINUTE)).due()).isEqualTo(odd);
        join(processed.record(odd));
        ProcessedNotifications reopened = open();
        assertThat(join(reopened.processed(odd))).isEqualTo(odd);
        assertThat(known(reopened, A, new NotificationKey("e\u0301", "e\u0301")))
                .isEmpty();
    }

    @Test
    void takesAnOrderOfAThousandItemsAtOnce() {
        Set<NotificationKey> thousand = IntStream.range(0, 1_000)
                .mapToObj(i -> new NotificationKey("large", "item-" + i))
                .collect(Collectors.toUnmodifiableSet());
        ProcessedNotifications processed = open();
        assertThat(join(processed.claim(thousand, MINUTE)).due()).isEqualTo(thousand);
        join(processed.record(thousand));
        assertThat(join(open().processed(thousand))).isEqualTo(thousand);
    }

    @Test
    void takesManyKeysFromManyThreads() {
        ProcessedNotifications processed = open();
        List<NotificationKey> keys = IntStream.range(0, 1_000)
                .mapToObj(i -> new NotificationKey("order-" + i / 2, "item-" + i))
                .toList();
        CompletableFuture.allOf(keys.parallelStream()
                        .map(key -> processed
                                .claim(Set.of(key), MINUTE)
                                .thenCompose(claim -> processed.record(claim.due()))
                                .toCompletableFuture())
                        .toArray(CompletableFuture<?>[]::new))
                .join();
        assertThat(join(open().processed(Set.copyOf(keys)))).hasSize(keys.size());
    }

    private static void record(ProcessedNotifications processed, NotificationKey... keys) {
        join(processed.record(Set.of(keys)));
    }

    private static Set<NotificationKey> known(ProcessedNotifications processed, NotificationKey... keys) {
        return join(processed.processed(Set.of(keys)));
    }

    /** Claims keys that no other process has claimed, and returns the due ones. */
    private static Set<NotificationKey> claim(ProcessedNotifications processed, NotificationKey... keys) {
        Claim claim = join(processed.claim(Set.of(keys), MINUTE));
        assertThat(claim.elsewhere()).isEmpty();
        assertThat(claim.retryIn()).isZero();
        return claim.due();
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
