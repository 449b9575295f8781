package io.orderpipeline.postgres.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.inbox.Claim;
import io.orderpipeline.broker.inbox.NotificationKey;
import io.orderpipeline.broker.inbox.ProcessedNotifications;
import io.orderpipeline.broker.inbox.ProcessedNotificationsContractTests;
import io.orderpipeline.postgres.Database;
import io.orderpipeline.postgres.TestDatabase;
import io.orderpipeline.postgres.TestServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresProcessedNotificationsTests extends ProcessedNotificationsContractTests {

    private static final NotificationKey A = new NotificationKey("1", "a");
    private static final NotificationKey B = new NotificationKey("1", "b");
    private static final NotificationKey C = new NotificationKey("2", "a");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final TestDatabase database = TestServer.database();
    private final HikariDataSource pool = database.pool();
    private final Deque<PostgresProcessedNotifications> open = new ArrayDeque<>();

    /** The contract's store belongs to one process, which claims its own keys again. */
    @Override
    protected ProcessedNotifications open() {
        while (!open.isEmpty()) {
            open.pop().close();
        }
        return process("the only one");
    }

    private PostgresProcessedNotifications process(String owner) {
        PostgresProcessedNotifications process =
                new PostgresProcessedNotifications(new Database(pool), owner, failure -> {
                    throw failure;
                });
        open.push(process);
        return process;
    }

    @AfterEach
    void close() {
        open.forEach(PostgresProcessedNotifications::close);
        pool.close();
        TestServer.reuse(database);
    }

    @Test
    void givesAKeyToOneOfTwoProcesses() {
        ProcessedNotifications one = process("one");
        ProcessedNotifications other = process("other");
        assertThat(join(one.claim(Set.of(A, B), MINUTE))).isEqualTo(Claim.of(Set.of(A, B)));

        Claim later = join(other.claim(Set.of(A, B, C), MINUTE));
        assertThat(later.due()).containsExactly(C);
        assertThat(later.elsewhere()).containsExactlyInAnyOrder(A, B);
        assertThat(later.retryIn()).isBetween(Duration.ofSeconds(50), MINUTE);
    }

    @Test
    void tellsWhatIsDoneFromWhatIsClaimedElsewhere() {
        ProcessedNotifications one = process("one");
        ProcessedNotifications other = process("other");
        join(one.claim(Set.of(A, B), MINUTE));
        join(one.record(Set.of(A)));

        Claim claim = join(other.claim(Set.of(A, B, C), MINUTE));
        assertThat(claim.due()).containsExactly(C);
        assertThat(claim.elsewhere()).containsExactly(B);
    }

    @Test
    void passesAKeyOnWhenItsClaimRunsOut() throws SQLException {
        ProcessedNotifications dead = process("dead");
        ProcessedNotifications other = process("other");
        join(dead.claim(Set.of(A), Duration.ofMillis(300)));
        assertThat(join(other.claim(Set.of(A), MINUTE)).elsewhere()).containsExactly(A);

        database.query("select pg_sleep(0.4)");

        assertThat(join(other.claim(Set.of(A), MINUTE)).due()).containsExactly(A);
        assertThat(join(dead.claim(Set.of(A), MINUTE)).elsewhere()).containsExactly(A);
    }

    /** An operator may say so in psql, to have it notified again. */
    @Test
    void claimsAKeyThatIsNoLongerDone() throws SQLException {
        ProcessedNotifications one = process("one");
        join(one.record(Set.of(A, B)));
        database.execute("update processed_notifications set done = false where item_id = 'a'");

        assertThat(join(one.claim(Set.of(A, B), MINUTE))).isEqualTo(Claim.of(Set.of(A)));
    }

    /** Otherwise the notification would wait until the clock has caught up. */
    @Test
    void passesAKeyOnWhoseClaimWasMadeBeforeTheClockWasSetBack() throws SQLException {
        ProcessedNotifications dead = process("dead");
        ProcessedNotifications other = process("other");
        join(dead.claim(Set.of(A), MINUTE));
        database.execute("update processed_notifications set claimed_until = claimed_until + interval '1 hour'");

        assertThat(join(other.claim(Set.of(A), MINUTE)).due()).containsExactly(A);
    }

    @ParameterizedTest
    @ValueSource(strings = {"claimed_by = null", "claimed_until = null", "claimed_by = null, claimed_until = null"})
    void passesAKeyOnWhoseClaimAnOperatorRemoved(String removal) throws SQLException {
        join(process("dead").claim(Set.of(A), MINUTE));
        database.execute("update processed_notifications set " + removal);
        assertThat(join(process("other").claim(Set.of(A), MINUTE)).due()).containsExactly(A);
    }

    @Test
    void keepsTheRecordOfAProcessWhoseClaimRanOut() throws SQLException {
        ProcessedNotifications slow = process("slow");
        ProcessedNotifications other = process("other");
        join(slow.claim(Set.of(A), Duration.ofMillis(1)));
        database.query("select pg_sleep(0.1)");
        join(other.claim(Set.of(A), MINUTE));
        join(slow.record(Set.of(A)));

        assertThat(join(other.claim(Set.of(A), MINUTE))).isEqualTo(Claim.of(Set.of()));
    }

    @Test
    void takesAKeyTwiceInABatch() {
        ProcessedNotifications one = process("one");
        List<CompletableFuture<Claim>> claims = new ArrayList<>();
        List<CompletableFuture<Void>> records = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            claims.add(one.claim(Set.of(A, B), MINUTE).toCompletableFuture());
            records.add(one.record(Set.of(C)).toCompletableFuture());
        }
        claims.forEach(claim -> assertThat(join(claim).due()).containsExactlyInAnyOrder(A, B));
        records.forEach(PostgresProcessedNotificationsTests::join);
    }

    @Test
    void givesEachKeyToExactlyOneOfManyProcessesThatFightOverThem() {
        long seed = System.nanoTime();
        List<NotificationKey> keys = IntStream.range(0, 500)
                .mapToObj(i -> new NotificationKey("order " + i / 5, "item " + i))
                .toList();
        ConcurrentLinkedQueue<NotificationKey> won = new ConcurrentLinkedQueue<>();
        List<CompletableFuture<Void>> fights = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ProcessedNotifications process = process("process " + i);
            Random random = new Random(seed + i);
            for (int round = 0; round < 40; round++) {
                List<NotificationKey> shuffled = new ArrayList<>(keys);
                Collections.shuffle(shuffled, random);
                Set<NotificationKey> wanted = shuffled.stream().limit(50).collect(Collectors.toSet());
                fights.add(process.claim(wanted, MINUTE)
                        .thenCompose(claim -> {
                            won.addAll(claim.due());
                            return claim.due().isEmpty()
                                    ? CompletableFuture.<Void>completedFuture(null)
                                    : process.record(claim.due());
                        })
                        .toCompletableFuture());
            }
        }
        fights.forEach(PostgresProcessedNotificationsTests::join);
        // A process may win a key again before it has recorded it: its callers avoid that themselves.
        assertThat(Set.copyOf(won)).as("seed %d", seed).hasSizeGreaterThan(450);
        assertThat(join(process("late").processed(Set.copyOf(keys)))).isEqualTo(Set.copyOf(won));
    }

    @Test
    void refusesOnlyTheKeyThatNoRowCanHold() {
        ProcessedNotifications one = process("one");
        for (NotificationKey bad : List.of(
                new NotificationKey("x".repeat(3_000), "a"),
                new NotificationKey("1", "a\0"),
                new NotificationKey("\ud83d", "a"))) {
            assertThatThrownBy(() -> join(one.claim(Set.of(A, bad), MINUTE)))
                    .hasCauseInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> join(one.record(Set.of(bad)))).hasCauseInstanceOf(IllegalArgumentException.class);
            assertThat(join(one.processed(Set.of(bad, A)))).isEmpty();
        }
        assertThat(join(one.claim(Set.of(A), MINUTE)).due()).containsExactly(A);
    }

    @Test
    void isAnOutageWhileTheDatabaseIsAway() {
        ProcessedNotifications one = process("one");
        pool.close();
        assertThatThrownBy(() -> join(one.claim(Set.of(A), MINUTE))).hasCauseInstanceOf(Outage.class);
        assertThatThrownBy(() -> join(one.record(Set.of(A)))).hasCauseInstanceOf(Outage.class);
        assertThatThrownBy(() -> join(one.processed(Set.of(A)))).hasCauseInstanceOf(Outage.class);
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
