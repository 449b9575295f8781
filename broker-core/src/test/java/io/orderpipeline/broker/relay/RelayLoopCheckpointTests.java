package io.orderpipeline.broker.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.outbox.Checkpoint;
import io.orderpipeline.broker.outbox.CheckpointNotSavedException;
import io.orderpipeline.broker.outbox.CheckpointUnreadableException;
import io.orderpipeline.broker.outbox.InMemoryCheckpoint;
import io.orderpipeline.broker.outbox.OutboxUnreadableException;
import io.orderpipeline.broker.outbox.Position;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Where a relay loop starts, what it saves, and what it does without a lease. */
@ExtendWith(OutputCaptureExtension.class)
class RelayLoopCheckpointTests extends RelayLoopFixture {

    @Test
    void startsAfterTheCheckpoint() {
        commit(5);
        checkpoint.save(outbox.position(3));
        loop(100).step();
        assertThat(bus.takePublished()).containsExactly(4L, 5L);
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
    void savesNoPositionOfAnOutboxThatIsGone() {
        commit(3);
        RelayLoop loop = loop(100);
        loop.step();
        bus.finish(1);
        loop.step();
        bus.finish(2, 3);
        outbox.lose();
        outbox.damage(new OutboxUnreadableException("the orders have no seq 3"));
        assertThatThrownBy(loop::step).isInstanceOf(OutboxUnreadableException.class);
        loop.close();
        assertThat(checkpoint.saves()).containsExactly(1L);
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
        assertThat(output)
                .containsOnlyOnce("relay.checkpoint.not_saved seq=1 retries_every=1000ms")
                .doesNotContain("saved_again");
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
}
