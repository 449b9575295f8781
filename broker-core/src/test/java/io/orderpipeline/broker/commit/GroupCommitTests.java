package io.orderpipeline.broker.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderpipeline.broker.commit.GroupCommit.Committer;
import io.orderpipeline.broker.commit.GroupCommit.Committer.Outcome;
import io.orderpipeline.broker.commit.GroupCommit.Limits;
import io.orderpipeline.broker.commit.GroupCommit.Pauses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupCommitTests {

    private static final Limits SMALL = new Limits(4, 100, 3, 50);
    private static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long HOUR = TimeUnit.HOURS.toNanos(1);

    private final List<List<Integer>> batches = Collections.synchronizedList(new ArrayList<>());
    private final List<RuntimeException> deaths = Collections.synchronizedList(new ArrayList<>());
    private final Semaphore disk = new Semaphore(0);
    private final Semaphore calls = new Semaphore(0);

    /** Commits a batch as soon as the disk is available. */
    private Outcome commit(List<Integer> batch) {
        if (!batch.isEmpty()) {
            disk.acquireUninterruptibly();
            batches.add(List.copyOf(batch));
        }
        return Outcome.DONE;
    }

    private GroupCommit<Integer> start(Committer<Integer> committer) {
        return GroupCommit.start("test-commit", SMALL, bytes -> bytes, committer, deaths::add);
    }

    private GroupCommit<Integer> start(Pauses pauses, Outcome outcome) {
        Committer<Integer> counting = batch -> {
            calls.release();
            return outcome;
        };
        return new GroupCommit<Integer>("test-commit", SMALL, pauses, bytes -> bytes, counting, deaths::add).started();
    }

    /** Waits until the thread has called the committer this many times, and checks that it then rests. */
    private void assertRestsAfter(int expected) {
        await().until(() -> calls.availablePermits() >= expected);
        await().during(Duration.ofMillis(100)).until(() -> calls.availablePermits() == expected);
    }

    /** Occupies the thread with one entry, so that later ones collect in the queue. */
    private void occupy(GroupCommit<Integer> commits) {
        assertThat(commits.offer(1)).isTrue();
        await().until(disk::hasQueuedThreads);
    }

    @Test
    void gathersTheNextBatchWhileOneIsCommitted() {
        try (GroupCommit<Integer> commits = start(this::commit)) {
            occupy(commits);
            assertThat(List.of(2, 3)).allMatch(commits::offer);
            disk.release(10);
        }
        assertThat(batches).containsExactly(List.of(1), List.of(2, 3));
    }

    @Test
    void refusesEntriesWhileTheQueueIsFull() {
        try (GroupCommit<Integer> commits = start(this::commit)) {
            occupy(commits);
            assertThat(List.of(2, 3, 4, 5)).allMatch(commits::offer);
            assertThat(commits.offer(6)).isFalse();
            disk.release(10);
            await().until(() -> commits.offer(7));
        }
        assertThat(batches.stream().flatMap(List::stream)).containsExactly(1, 2, 3, 4, 5, 7);
    }

    @Test
    void limitsTheQueueInBytesToo() {
        try (GroupCommit<Integer> commits = start(this::commit)) {
            occupy(commits);
            assertThat(commits.offer(90)).isTrue();
            assertThat(commits.offer(11)).isFalse();
            assertThat(commits.offer(10)).isTrue();
            disk.release(10);
        }
        assertThat(batches).containsExactly(List.of(1), List.of(90), List.of(10));
    }

    @Test
    void takesNoFurtherEntryOnceABatchHasItsBytes() {
        try (GroupCommit<Integer> commits = start(this::commit)) {
            occupy(commits);
            assertThat(List.of(20, 30, 5)).allMatch(commits::offer);
            disk.release(10);
        }
        assertThat(batches).containsExactly(List.of(1), List.of(20, 30), List.of(5));
    }

    @Test
    void hasRoomForTheSameBytesAgainOnceABatchIsTaken() {
        try (GroupCommit<Integer> commits = start(this::commit)) {
            occupy(commits);
            for (int i = 0; i < 3; i++) {
                await().until(() -> commits.offer(100));
                assertThat(commits.offer(1)).isFalse();
                disk.release();
            }
            disk.release(10);
        }
        assertThat(batches).hasSize(4);
    }

    @Test
    void changesOnlyTheLimitOnEntriesForALongerQueue() {
        assertThat(SMALL.withQueueOf(7)).isEqualTo(new Limits(7, 100, 3, 50));
    }

    @Test
    void commitsQueuedEntriesBeforeItCloses() {
        GroupCommit<Integer> commits = start(this::commit);
        occupy(commits);
        assertThat(List.of(2, 3, 4, 5)).allMatch(commits::offer);
        disk.release(10);
        commits.close();
        assertThat(batches).containsExactly(List.of(1), List.of(2, 3, 4), List.of(5));
        assertThat(commits.offer(6)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void retriesSoonWithoutAnEntryWhileWorkIsLeft(int idleCalls) {
        try (GroupCommit<Integer> commits = start(new Pauses(MILLISECOND, HOUR, idleCalls), Outcome.RETRY_SOON)) {
            await().until(() -> calls.availablePermits() >= 3);
            assertThat(commits.offer(1)).isTrue();
        }
    }

    @Test
    void keepsCallingForAWhileAfterTheLastEntryAndThenRests() {
        try (GroupCommit<Integer> commits = start(new Pauses(HOUR, MILLISECOND, 3), Outcome.DONE)) {
            assertRestsAfter(1 + 3);
            assertThat(commits.offer(1)).isTrue();
            assertRestsAfter(1 + 3 + 1 + 3);
        }
    }

    @Test
    void isWokenByAnEntryAndByItsEnd() {
        GroupCommit<Integer> commits = start(new Pauses(HOUR, HOUR, 0), Outcome.DONE);
        assertRestsAfter(1);
        assertThat(commits.offer(1)).isTrue();
        assertRestsAfter(2);
        assertThat(CompletableFuture.runAsync(commits::close)).succeedsWithin(Duration.ofSeconds(20));
    }

    /** Otherwise callers would wait forever in a process that is out of memory. */
    @Test
    void reportsThatAnErrorEndedItsThreadAndTakesNothingMore() {
        Error error = new OutOfMemoryError("on purpose");
        Committer<Integer> dying = batch -> {
            if (!batch.isEmpty()) {
                throw error;
            }
            return Outcome.DONE;
        };
        try (GroupCommit<Integer> commits = start(dying)) {
            assertThat(commits.offer(1)).isTrue();
            await().until(() -> !deaths.isEmpty());
            assertThat(commits.offer(2)).isFalse();
        }
        assertThat(deaths).singleElement().satisfies(death -> assertThat(death)
                .hasCause(error)
                .hasMessage("the thread test-commit ended: java.lang.OutOfMemoryError: on purpose"));
    }

    @Test
    void keepsItsThreadThroughAnInterruptOfTheCaller() {
        Thread.currentThread().interrupt();
        try (GroupCommit<Integer> commits = start(this::commit)) {
            assertThat(commits.offer(1)).isTrue();
            disk.release(10);
        }
        assertThat(Thread.interrupted()).isTrue();
        assertThat(batches).containsExactly(List.of(1));
    }
}
