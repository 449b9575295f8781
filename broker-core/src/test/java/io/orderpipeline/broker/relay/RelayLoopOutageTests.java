package io.orderpipeline.broker.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.outbox.OutboxUnreadableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What a relay loop does while its far end is unavailable or its outbox unreadable. */
@ExtendWith(OutputCaptureExtension.class)
class RelayLoopOutageTests extends RelayLoopFixture {

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
    void publishesAllOthersBeforeTheEntryThatFailedAsAProbe() {
        commit(4);
        RelayLoop loop = loop(100);
        failAsAProbe(1, loop);
        commit(2);
        bus.finish(2);
        loop.step();
        assertThat(bus.takePublished()).containsExactly(3L, 4L, 5L, 6L, 1L);
    }

    @Test
    void publishesTheEntryThatFailedAsAProbeInTheNextStepWhateverIsCommitted() {
        commit(4);
        RelayLoop loop = loop(Integer.MAX_VALUE);
        failAsAProbe(1, loop);
        commit(1_500);
        bus.finish(2);
        loop.step();
        assertThat(bus.takePublished()).hasSize(1_000).doesNotContain(1L);
        loop.step();
        assertThat(bus.takePublished()).startsWith(1L);
    }

    /** Afterwards the second entry is a probe in flight. */
    private void failAsAProbe(long seq, RelayLoop loop) {
        loop.step();
        List.copyOf(bus.takePublished()).forEach(each -> bus.fail(each, down));
        loop.step();
        time.move(FIRST);
        loop.step();
        bus.fail(seq, down);
        loop.step();
        time.move(LONGEST);
        loop.step();
        assertThat(bus.takePublished()).containsExactly(seq, seq + 1);
    }

    @Test
    void startsNoOutageOnALateFailureFromTheLastOne(CapturedOutput output) {
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
        bus.failure = new IllegalStateException("out of \"luck\"");
        loop.step();
        assertThat(loop.isInOutage()).isTrue();
        assertThat(output).contains("reason=\"java.lang.IllegalStateException: out of \\\"luck\\\"\"");
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
    void isInAnOutageWhileItsOutboxCannotBeReadButStillHoldsItsPlace() {
        commit(2);
        RelayLoop loop = loop(100);
        loop.step();
        outbox.damage(new OutboxUnreadableException("damaged"));
        loop.step();
        assertThat(loop.isInOutage()).isTrue();
    }

    /** A reader needs a second to tell damage from a write in progress, and health must not be UP meanwhile. */
    @Test
    void staysInAnOutageUntilItIsClearWhereItsOutboxEnds(CapturedOutput output) {
        outbox.damage(new OutboxUnreadableException("damaged"));
        RelayLoop loop = loop(100);
        loop.step();
        outbox.damage(null);
        outbox.makeEndUnclear(true);
        time.move(FIRST);
        loop.step();
        assertThat(loop.isInOutage()).isTrue();
        assertThat(loop.outageReason()).isEqualTo("damaged");

        outbox.makeEndUnclear(false);
        time.move(FIRST.multipliedBy(2));
        loop.step();
        assertThat(loop.isInOutage()).isFalse();
        assertThat(output).containsOnlyOnce("relay.outage.started");
    }

    @Test
    void looksAgainSoonAtAnEndThatIsUnclear() {
        RelayLoop loop = loop(100);
        assertThat(loop.step()).isEqualTo(Long.MAX_VALUE);
        outbox.makeEndUnclear(true);
        assertThat(loop.step()).isLessThan(Duration.ofSeconds(1).toNanos());
    }

    /** The checkpoint says where to continue in the other one. */
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
    void startsNoOutageWhileItStops(CapturedOutput output) {
        commit(1);
        RelayLoop loop = loop(100);
        loop.step();
        assertThat(loop.isWaitingForOutcomes()).isTrue();
        bus.fail(1, down);
        assertThat(loop.isWaitingForOutcomes()).isFalse();
        assertThat(output).doesNotContain("relay.outage");
    }

    /** The pauses before the next probes, in milliseconds; all probes fail. */
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
}
