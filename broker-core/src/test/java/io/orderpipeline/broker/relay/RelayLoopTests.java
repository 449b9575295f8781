package io.orderpipeline.broker.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.outbox.Checkpoint;
import io.orderpipeline.broker.outbox.CheckpointNotSavedException;
import io.orderpipeline.broker.outbox.CheckpointUnreadableException;
import io.orderpipeline.broker.outbox.CommitBell;
import io.orderpipeline.broker.outbox.InMemoryCheckpoint;
import io.orderpipeline.broker.outbox.InMemoryOutbox;
import io.orderpipeline.broker.outbox.OutboxUnreadableException;
import io.orderpipeline.broker.outbox.Position;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class RelayLoopTests {

    private final Outage down = new Outage("down");
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final HandMovedTime time = new HandMovedTime();
    private final InMemoryOutbox outbox = new InMemoryOutbox();
    private final InMemoryCheckpoint checkpoint = new InMemoryCheckpoint();
    private final HeldBus bus = new HeldBus();

    @Test
    void publishesInCommitOrder() {
        commit(5);
        loop(100).step();
        assertThat(bus.takePublished()).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void startsAfterTheCheckpoint() {
        commit(5);
        checkpoint.save(outbox.position(3));
        loop(100).step();
        assertThat(bus.takePublished()).containsExactly(4L, 5L);
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
    void endsAnOutageWhenTheFarEndFindsFaultWithAProbe() {
        commit(3);
        RelayLoop loop = loop(100);
        loop.step();
        bus.fail(1, down);
        bus.fail(2, down);
        bus.fail(3, down);
        loop.step();
        time.move(FIRST);
        bus.takePublished();
        loop.step();
        assertThat(bus.takePublished()).as("the probe").containsExactly(1L);
        bus.park(1);
        loop.step();
        assertThat(bus.takePublished()).containsExactly(2L, 3L);
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
    void savesTheCheckpointBelowTheLowestUnfinishedEntryOnceASecond() {
        commit(5);
        RelayLoop loop = loop(100);
        loop.step();
        bus.finish(1, 2, 4);
        loop.step();
        assertThat(checkpoint.saves()).containsExactly(2L);
        bus.finish(3);
        time.move(Duration.ofMillis(600));
        assertThat(Duration.ofNanos(loop.step())).isEqualTo(Duration.ofMillis(400));
        assertThat(checkpoint.saves()).containsExactly(2L);
        time.move(Duration.ofMillis(400));
        loop.step();
        assertThat(checkpoint.saves()).containsExactly(2L, 4L);
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
    void savesTheCheckpointAtItsEnd() {
        commit(3);
        RelayLoop loop = loop(100);
        loop.step();
        bus.finish(1);
        loop.step();
        bus.finish(2);
        loop.close();
        assertThat(checkpoint.saves()).containsExactly(1L, 2L);
    }

    @Test
    void publishesNothingInAnOutageButProbesEverMoreRarely() {
        commit(3);
        RelayLoop loop = loop(100);
        bus.failure = down;
        loop.step();
        assertThat(bus.takePublished()).containsExactly(1L);
        assertThat(pausesBetweenProbes(loop, 9))
                .containsExactly(100L, 200L, 400L, 800L, 1600L, 3200L, 5000L, 5000L, 5000L);
    }

    @Test
    void waitsAsLongAsTheFarEndAsksFor() {
        commit(1);
        RelayLoop loop = loop(100);
        bus.failure = new Outage("busy", Duration.ofSeconds(30));
        loop.step();
        assertThat(pausesBetweenProbes(loop, 2)).containsExactly(30_000L, 30_000L);
    }

    @Test
    void publishesAgainWhatFailedInAnOutageAndNothingElse() {
        commit(5);
        RelayLoop loop = loop(100);
        loop.step();
        bus.takePublished();
        bus.fail(2, down);
        bus.fail(4, down);
        commit(1);
        loop.step();
        assertThat(bus.takePublished()).isEmpty();
        time.move(FIRST);
        loop.step();
        assertThat(bus.takePublished()).as("the probe").containsExactly(2L);
        bus.finish(2);
        loop.step();
        assertThat(bus.takePublished()).as("1, 3 and 5 are still in flight").containsExactly(4L, 6L);
        bus.finish(1, 3, 4, 5, 6);
        loop.step();
        assertThat(loop.doneSeq()).isEqualTo(6);
    }

    @Test
    void logsOneLineAtTheStartOfAnOutageAndOneAtItsEnd(CapturedOutput output) {
        commit(100);
        RelayLoop loop = loop(50);
        loop.step();
        for (long seq = 1; seq <= 50; seq++) {
            bus.fail(seq, down);
        }
        loop.step();
        bus.failure = down;
        assertThat(pausesBetweenProbes(loop, 8)).hasSize(8);
        bus.failure = null;
        time.move(LONGEST);
        loop.step();
        bus.finish(bus.published.get(bus.published.size() - 1));
        loop.step();
        assertThat(output.getOut().lines().filter(line -> line.contains("outage")))
                .satisfiesExactly(
                        start -> assertThat(start).contains("relay.outage.started doneSeq=0 reason=\"down\""),
                        end -> assertThat(end).contains("relay.outage.ended lasted=21300ms doneSeq=0"));
    }

    @Test
    void endsAnOutageAlthoughTheFirstProbeTakesLong() {
        commit(3);
        RelayLoop loop = loop(100);
        loop.step();
        bus.fail(1, down);
        bus.fail(2, down);
        loop.step();
        bus.takePublished();
        time.move(FIRST);
        loop.step();
        time.move(LONGEST);
        loop.step();
        assertThat(bus.takePublished()).containsExactly(1L, 2L);
        bus.finish(2);
        loop.step();
        assertThat(loop.isInOutage()).isFalse();
    }

    @Test
    void endsAnOutageAlthoughOneEntryKeepsFailing() {
        commit(3);
        RelayLoop loop = loop(100);
        bus.failure = down;
        loop.step();
        bus.takePublished();
        bus.failure = null;
        time.move(FIRST);
        loop.step();
        bus.fail(1, down);
        loop.step();
        time.move(LONGEST);
        loop.step();
        assertThat(bus.takePublished()).containsExactly(1L, 2L);
        bus.finish(2);
        loop.step();
        assertThat(loop.isInOutage()).isFalse();
    }

    @Test
    void takesALateFailureFromBeforeForNoNewOutage(CapturedOutput output) {
        commit(2);
        RelayLoop loop = loop(100);
        loop.step();
        bus.fail(1, down);
        loop.step();
        time.move(FIRST);
        loop.step();
        bus.finish(1);
        loop.step();
        bus.takePublished();
        bus.fail(2, down);
        loop.step();
        assertThat(bus.takePublished()).containsExactly(2L);
        assertThat(output).containsOnlyOnce("relay.outage.started");
    }

    @Test
    void probesSlowlyAFarEndThatFailsAgainSoon() {
        commit(1);
        RelayLoop loop = loop(100);
        bus.failure = down;
        loop.step();
        assertThat(pausesBetweenProbes(loop, 3)).containsExactly(100L, 200L, 400L);
        bus.failure = null;
        time.move(LONGEST);
        loop.step();
        bus.finish(1);
        commit(1);
        bus.failure = down;
        loop.step();
        assertThat(pausesBetweenProbes(loop, 1)).containsExactly(3200L);
    }

    @Test
    void takesAnyFailureOfTheBusForAnOutage(CapturedOutput output) {
        commit(1);
        RelayLoop loop = loop(100);
        bus.failure = new IllegalStateException("out of luck");
        loop.step();
        assertThat(loop.isInOutage()).isTrue();
        assertThat(output).contains("reason=\"java.lang.IllegalStateException: out of luck\"");
    }

    @Test
    void survivesAnOutboxThatCannotBeRead(CapturedOutput output) {
        commit(2);
        RelayLoop loop = loop(100);
        loop.step();
        bus.finish(1, 2);
        outbox.damage(new IllegalStateException("damaged"));
        commit(1);
        loop.step();
        assertThat(loop.isInOutage()).isTrue();
        outbox.damage(null);
        time.move(FIRST);
        loop.step();
        bus.finish(3);
        loop.step();
        assertThat(loop.doneSeq()).isEqualTo(3);
        assertThat(output)
                .contains("reason=\"java.lang.IllegalStateException: damaged\"")
                .contains("relay.outage.ended");
    }

    @Test
    void endsTheOutageOfAnOutboxThatCanBeReadAgainAndHasNothingNew() {
        RelayLoop loop = loop(100);
        outbox.damage(new IllegalStateException("damaged"));
        loop.step();
        outbox.damage(null);
        time.move(FIRST);
        loop.step();
        assertThat(loop.step()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void startsFromTheBeginningWhenTheCheckpointCannotBeRead(CapturedOutput output) {
        commit(2);
        checkpoint.save(outbox.position(2));
        checkpoint.failWith(new CheckpointUnreadableException("no number: x"));
        RelayLoop loop = loop(100);
        checkpoint.failWith(null);
        loop.step();
        assertThat(bus.takePublished()).containsExactly(1L, 2L);
        assertThat(output).contains("relay.checkpoint.unreadable starts_from=0").contains("no number: x");
    }

    @Test
    void startsFromTheBeginningWhenTheCheckpointLiesBeyondTheOutbox(CapturedOutput output) {
        commit(2);
        checkpoint.save(new Position(3, 0x9a3f01bc));
        loop(100).step();
        assertThat(bus.takePublished()).containsExactly(1L, 2L);
        assertThat(output).contains("relay.checkpoint.foreign seq=3 mark=9a3f01bc last_seq=2 starts_from=0");
    }

    @Test
    void startsFromTheBeginningWhenTheCheckpointBelongsToAnotherOutbox(CapturedOutput output) {
        commit(3);
        checkpoint.save(new Position(2, outbox.position(2).mark() + 1));
        loop(100).step();
        assertThat(bus.takePublished()).containsExactly(1L, 2L, 3L);
        assertThat(output).contains("relay.checkpoint.foreign seq=2");
    }

    @Test
    void goesOnWithoutACheckpointThatCannotBeSavedAndWarnsOnce(CapturedOutput output) {
        commit(3);
        RelayLoop loop = loop(100);
        checkpoint.failWith(new CheckpointNotSavedException("disk full", new IOException()));
        for (long seq = 1; seq <= 3; seq++) {
            loop.step();
            bus.finish(seq);
            time.move(Duration.ofSeconds(1));
        }
        loop.step();
        assertThat(loop.doneSeq()).isEqualTo(3);
        assertThat(output).containsOnlyOnce("relay.checkpoint.not_saved").doesNotContain("saved_again");
        checkpoint.failWith(null);
        time.move(Duration.ofSeconds(1));
        loop.step();
        assertThat(checkpoint.saves()).containsExactly(3L);
        assertThat(output).contains("relay.checkpoint.saved_again seq=3");
    }

    @Test
    void publishesNothingMoreOnceItsLeaseHasRunOut() {
        commit(3);
        InMemoryCheckpoint hung = checkpoint.ownerThatHangs("hung");
        RelayLoop loop = loop(2, hung);
        loop.step();
        bus.finish(1, 2);
        bus.takePublished();
        checkpoint.outlastLeases();
        assertThat(loop.isHeld()).isFalse();
        loop.step();
        loop.close();
        assertThat(bus.takePublished()).isEmpty();
        assertThat(checkpoint.saves()).isEmpty();
    }

    @Test
    void probesNothingOnceItsLeaseHasRunOut() {
        commit(1);
        RelayLoop loop = loop(2, checkpoint.ownerThatHangs("hung"));
        bus.failure = down;
        loop.step();
        bus.takePublished();
        checkpoint.outlastLeases();
        time.move(LONGEST);
        loop.step();
        assertThat(bus.takePublished()).isEmpty();
    }

    @Test
    void endsWhenAnotherOwnerHasTakenOver(CapturedOutput output) {
        commit(2);
        RelayLoop loop = loop(100, checkpoint.ownerWithASlowClock("slow"));
        loop.step();
        bus.finish(1);
        checkpoint.outlastLeases();
        assertThat(checkpoint.acquire()).isInstanceOf(Checkpoint.Held.class);
        assertThat(loop.isHeld()).isTrue();
        loop.step();
        assertThat(loop.isHeld()).isFalse();
        assertThat(checkpoint.saves()).isEmpty();
        assertThat(output).contains("relay.lease.lost seq=1");
    }

    @Test
    void takesAStoreThatIsAwayForACheckpointThatCannotBeSavedYet(CapturedOutput output) {
        commit(1);
        RelayLoop loop = loop(100);
        loop.step();
        checkpoint.failWith(new Outage("database away"));
        bus.finish(1);
        loop.step();
        assertThat(loop.doneSeq()).isEqualTo(1);
        assertThat(output).contains("relay.checkpoint.not_saved seq=1").contains("database away");
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
    void probesWithNewEntriesUntilTwiceTheWindowIsUnfinished() {
        commit(10);
        RelayLoop loop = loop(2);
        bus.failure = down;
        loop.step();
        for (int i = 0; i < 10; i++) {
            time.move(LONGEST);
            loop.step();
        }
        assertThat(bus.takePublished())
                .as("every third probe is an entry that was never tried: 3 and 4, but not 5")
                .containsExactly(1L, 1L, 2L, 3L, 3L, 1L, 4L, 2L, 3L, 4L, 1L);
    }

    @Test
    void asksForAStepWhenTheFirstProbeIsDue() {
        commit(1);
        RelayLoop loop = loop(2);
        bus.failure = down;
        assertThat(Duration.ofNanos(loop.step())).isEqualTo(FIRST);
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

    @Test
    void saysWhyNothingIsPublishedWhileThatIsSo() {
        commit(1);
        RelayLoop loop = loop(2);
        loop.step();
        assertThat(loop.outageReason()).isEmpty();
        bus.fail(1, down);
        loop.step();
        assertThat(loop.outageReason()).isEqualTo("down");
        time.move(FIRST);
        loop.step();
        assertThat(loop.isIdle()).isFalse();
        bus.finish(1);
        loop.step();
        assertThat(loop.outageReason()).isEmpty();
        assertThat(loop.isIdle()).isTrue();
    }

    @Test
    void saysWhyTheFarEndFailsWhicheverStageOfTheBusTellsIt() {
        commit(1);
        RelayLoop loop = loop(2);
        loop.step();
        bus.fail(1, new CompletionException(down));
        loop.step();
        assertThat(loop.outageReason()).isEqualTo("down");
    }

    @Test
    void savesTheCheckpointAndTakesOutcomesWhileItIsPaused() {
        commit(3);
        RelayLoop loop = loop(2);
        loop.step();
        bus.takePublished();
        assertThat(loop.idleStep()).as("nothing to save").isEqualTo(Long.MAX_VALUE);
        bus.finish(1);
        assertThat(loop.idleStep()).isEqualTo(Long.MAX_VALUE);
        assertThat(checkpoint.saves()).containsExactly(1L);
        bus.finish(2);
        assertThat(Duration.ofNanos(loop.idleStep())).isEqualTo(Duration.ofSeconds(1));
        assertThat(loop.doneSeq()).isEqualTo(2);
        assertThat(bus.takePublished()).isEmpty();
    }

    @Test
    void isInAnOutageWhileItsOutboxCannotBeReadButStillHoldsItsPlace() {
        commit(2);
        RelayLoop loop = loop(100);
        loop.step();
        outbox.damage(new OutboxUnreadableException("damaged"));
        loop.step();
        assertThat(loop.isInOutage()).isTrue();
    }

    /** The checkpoint says where to go on in the other one. */
    @Test
    void endsAtAnOutboxThatWasReplacedByAnother() {
        commit(2);
        RelayLoop loop = loop(100);
        loop.step();
        outbox.lose();
        outbox.damage(new OutboxUnreadableException("seq 3 is in no file"));
        assertThatThrownBy(loop::step)
                .isInstanceOf(OutboxUnreadableException.class)
                .hasMessage("seq 3 is in no file");
    }

    @Test
    void takesWhatComesBackAtItsStopForNoOutage(CapturedOutput output) {
        commit(1);
        RelayLoop loop = loop(100);
        loop.step();
        assertThat(loop.isWaitingForOutcomes()).isTrue();
        bus.fail(1, down);
        assertThat(loop.isWaitingForOutcomes()).isFalse();
        assertThat(output).doesNotContain("relay.outage");
    }

    private RelayLoop loop(int window) {
        return loop(window, checkpoint);
    }

    private RelayLoop loop(int window, InMemoryCheckpoint owner) {
        CheckpointSaver saver =
                new CheckpointSaver(owner.lease(), Duration.ofSeconds(1).toNanos(), time);
        OutageWatch outage = new OutageWatch(FIRST, LONGEST, time);
        CatchUpPace pace = new CatchUpPace(outbox, time);
        return new RelayLoop(
                outbox,
                bus,
                CommitBell.insideOneJvm(),
                new RelayLoop.Progress("relay", saver, outage, pace, new PublishCounts()),
                window);
    }

    /** How many milliseconds the loop let pass before each of its next probes, which all fail. */
    private List<Long> pausesBetweenProbes(RelayLoop loop, int probes) {
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < probes; i++) {
            long pause = loop.step();
            bus.takePublished();
            time.moveNanos(pause - 1);
            loop.step();
            assertThat(bus.takePublished()).as("before its time").isEmpty();
            time.moveNanos(1);
            loop.step();
            assertThat(bus.published).hasSize(1);
            pauses.add(Duration.ofNanos(pause).toMillis());
        }
        return pauses;
    }

    private void commit(int count) {
        for (int i = 0; i < count; i++) {
            long seq = outbox.lastSeq() + 1;
            outbox.commit(new OrderCreated(Long.toString(seq), List.of("item"), Instant.EPOCH));
        }
    }
}
