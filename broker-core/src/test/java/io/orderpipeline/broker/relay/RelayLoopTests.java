package io.orderpipeline.broker.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.OrderCreated;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a relay loop publishes and how fast. */
class RelayLoopTests extends RelayLoopFixture {

    @Test
    void publishesInCommitOrder() {
        commit(5);
        loop(100).step();
        assertThat(bus.takePublished()).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void keepsNoMoreUnfinishedThanTheWindowHolds() {
        commit(5);
        RelayLoop loop = loop(2);
        loop.step();
        assertThat(bus.takePublished()).containsExactly(1L, 2L);
        bus.finish(2);
        loop.step();
        assertThat(bus.takePublished()).containsExactly(3L);
    }

    /** No bell rings at the end of a rest: an entry that were waited for without a limit would stay until another order comes. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void neverWaitsForTheBellWhenARestEndsWhileItLooks(int rest) {
        commit(2);
        AtomicLong movesWhenRead = new AtomicLong();
        RelayLoop loop = loop(100, checkpoint, new FixedPace(Duration.ofNanos(rest), movesWhenRead::incrementAndGet));
        long wait = loop.step();
        assertThat(wait < Long.MAX_VALUE || bus.takePublished().size() == 2).isTrue();
    }

    @Test
    void isNotHeldBackByAnEntryThatTakesLong() {
        commit(500);
        RelayLoop loop = loop(2);
        loop.step();
        for (long seq = 2; seq <= 500; seq++) {
            bus.finish(seq);
            loop.step();
        }
        assertThat(bus.published).hasSize(500);
        assertThat(loop.doneSeq()).isZero();
        bus.finish(1);
        loop.step();
        assertThat(loop.doneSeq()).isEqualTo(500);
    }

    @Test
    void leavesWhatIsParkedOutOfTheWindowAndAboveTheCheckpoint() {
        commit(6);
        RelayLoop loop = loop(2);
        loop.step();
        bus.park(1);
        bus.park(1);
        bus.park(2);
        loop.step();
        assertThat(bus.takePublished()).containsExactly(1L, 2L, 3L, 4L);
        bus.finish(3, 4);
        loop.step();
        assertThat(bus.takePublished()).containsExactly(5L, 6L);
        bus.finish(5, 6);
        loop.step();
        assertThat(loop.doneSeq()).as("1 and 2 are not done").isZero();
        bus.finish(1);
        loop.step();
        assertThat(loop.doneSeq()).isEqualTo(1);
        bus.finish(2);
        loop.step();
        assertThat(loop.doneSeq()).isEqualTo(6);
        commit(3);
        loop.step();
        assertThat(bus.takePublished()).as("the window is as wide as before").containsExactly(7L, 8L);
    }

    @Test
    void publishesAgainWhatWasParkedAndIsGivenBack() {
        commit(4);
        RelayLoop loop = loop(2);
        loop.step();
        bus.park(1);
        loop.step();
        assertThat(bus.takePublished()).containsExactly(1L, 2L, 3L);
        bus.fail(1, down);
        loop.step();
        time.move(FIRST);
        loop.step();
        assertThat(bus.takePublished()).as("the probe").containsExactly(1L);
        bus.finish(1, 2, 3);
        loop.step();
        assertThat(bus.takePublished()).containsExactly(4L);
        assertThat(loop.doneSeq()).isEqualTo(3);
    }

    @Test
    void anEventOfManyItemsTakesTheRoomOfMany() {
        outbox.commit(new OrderCreated("1", Collections.nCopies(100, "item"), Instant.EPOCH));
        commit(1);
        RelayLoop loop = loop(100);
        loop.step();
        assertThat(bus.takePublished()).containsExactly(1L);
        bus.finish(1);
        loop.step();
        assertThat(bus.takePublished()).containsExactly(2L);
    }

    @Test
    void hasNothingToDoWhenEverythingIsDoneAndSaved() {
        commit(1);
        RelayLoop loop = loop(100);
        loop.step();
        bus.finish(1);
        assertThat(loop.step()).isEqualTo(Long.MAX_VALUE);
        assertThat(checkpoint.saves()).containsExactly(1L);
    }

    @Test
    void leavesTheProcessorsToNewOrdersWhileItIsFarBehind() {
        commit(10 * CatchUpPace.STRETCH);
        RelayLoop loop = loop(Integer.MAX_VALUE);
        time.move(Duration.ofMillis(30));
        commit(1);
        loop.step();
        assertThat(bus.takePublished()).hasSize(CatchUpPace.STRETCH);
        assertThat(loop.step())
                .as("as long as it worked")
                .isEqualTo(Duration.ofMillis(30).toNanos());
        time.move(Duration.ofMillis(29));
        loop.step();
        assertThat(bus.takePublished()).isEmpty();
        time.move(Duration.ofMillis(1));
        loop.step();
        assertThat(bus.takePublished()).hasSize(CatchUpPace.STRETCH);
    }

    @Test
    void takesOutcomesWhileItRests() {
        commit(10 * CatchUpPace.STRETCH);
        RelayLoop loop = loop(Integer.MAX_VALUE);
        time.move(Duration.ofMillis(30));
        commit(1);
        loop.step();
        bus.finish(1);
        loop.step();
        assertThat(loop.doneSeq()).isEqualTo(1);
    }

    @Test
    void losesNoEntryWhenTheOutboxDoesNotSayHowFarItIsBehind() {
        commit(CatchUpPace.STRETCH);
        RelayLoop loop = loop(Integer.MAX_VALUE);
        outbox.failLastSeq(new IllegalStateException("not now"));
        loop.step();
        outbox.failLastSeq(null);
        time.move(FIRST);
        loop.step();
        assertThat(bus.published).hasSize(CatchUpPace.STRETCH).doesNotHaveDuplicates();
    }

    @Test
    void restsForATenthOfASecondAtMost() {
        commit(10 * CatchUpPace.STRETCH);
        RelayLoop loop = loop(Integer.MAX_VALUE);
        time.move(Duration.ofHours(1));
        commit(1);
        loop.step();
        assertThat(loop.step()).isEqualTo(CatchUpPace.LONGEST_REST.toNanos());
    }

    @Test
    void drainsWithoutARestWhatNothingIsAddedTo() {
        commit(10 * CatchUpPace.STRETCH);
        RelayLoop loop = loop(Integer.MAX_VALUE);
        for (int i = 0; i < 5; i++) {
            time.move(Duration.ofMillis(30));
            loop.step();
            loop.step();
        }
        assertThat(bus.takePublished()).hasSize(10 * CatchUpPace.STRETCH);
    }

    @Test
    void neverRestsWhenItIsNotFarBehind() {
        RelayLoop loop = loop(Integer.MAX_VALUE);
        for (int i = 0; i < 5; i++) {
            commit(CatchUpPace.STRETCH);
            time.move(Duration.ofMillis(30));
            loop.step();
            commit(CatchUpPace.STRETCH);
            loop.step();
        }
        assertThat(bus.takePublished()).hasSize(10 * CatchUpPace.STRETCH);
    }

    @Test
    void publishesAThousandEntriesInAStepAtMost() {
        commit(1_500);
        RelayLoop loop = loop(Integer.MAX_VALUE);
        assertThat(loop.step()).isZero();
        assertThat(bus.takePublished()).hasSize(1_000);
        loop.step();
        assertThat(bus.takePublished()).hasSize(500);
    }

    @Test
    void closesItsCursorAtItsEndAndWhenReadingFails() {
        commit(1);
        RelayLoop loop = loop(2);
        loop.step();
        assertThat(outbox.openCursors()).isEqualTo(1);
        outbox.damage(new IllegalStateException("damaged"));
        loop.step();
        assertThat(outbox.openCursors()).isZero();
        outbox.damage(null);
        time.move(FIRST);
        loop.step();
        assertThat(outbox.openCursors()).isEqualTo(1);
        loop.close();
        assertThat(outbox.openCursors()).isZero();
    }
}
