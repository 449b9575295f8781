package io.orderpipeline.broker.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.outbox.OutboxEntry;
import io.orderpipeline.broker.outbox.Position;
import java.time.Instant;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class UnfinishedEntriesTests {

    private static final Position BEFORE = new Position(10, 100);

    private final UnfinishedEntries entries = new UnfinishedEntries(5, BEFORE);

    @Test
    void isDoneUpToItsStartAtFirst() {
        assertThat(entries.done()).isEqualTo(BEFORE);
        assertThat(entries.lastRead()).isEqualTo(BEFORE);
        assertThat(entries.isFull()).isFalse();
        assertThat(entries.hasInFlight()).isFalse();
    }

    @Test
    void isDoneUpToTheLowestUnfinishedEntry() {
        OutboxEntry first = read(11, 1);
        OutboxEntry second = read(12, 1);
        OutboxEntry third = read(13, 1);
        assertThat(entries.done()).isEqualTo(BEFORE);
        assertThat(entries.lastRead()).isEqualTo(third.position());

        entries.done(second);
        assertThat(entries.done()).isEqualTo(BEFORE);
        entries.done(first);
        assertThat(entries.done()).isEqualTo(second.position());
        entries.done(third);
        assertThat(entries.done()).isEqualTo(third.position());
    }

    @Test
    void isFullOfNotificationsNotOfEntries() {
        OutboxEntry small = read(11, 1);
        OutboxEntry large = read(12, 3);
        assertThat(entries.isFull()).isFalse();
        read(13, 1);
        assertThat(entries.isFull()).isTrue();
        entries.done(large);
        entries.done(small);
        read(14, 3);
        assertThat(entries.isFull()).isFalse();
        read(15, 1);
        assertThat(entries.isFull()).isTrue();
    }

    @Test
    void isOverfullWithTwiceItsWindow() {
        read(11, 9);
        assertThat(entries.isOverfull()).isFalse();
        read(12, 1);
        assertThat(entries.isOverfull()).isTrue();
    }

    @Test
    void givesReturnedEntriesBackLowestFirst() {
        OutboxEntry first = read(11, 1);
        OutboxEntry second = read(12, 1);
        assertThat(entries.hasInFlight()).isTrue();
        entries.giveBack(second);
        assertThat(entries.hasInFlight()).isTrue();
        entries.giveBack(first);
        assertThat(entries.hasInFlight()).isFalse();

        assertThat(entries.takeReturnedAfter(11)).isEqualTo(second);
        assertThat(entries.takeReturnedAfter(11)).isNull();
        assertThat(entries.hasInFlight()).isTrue();
        assertThat(entries.takeReturnedAfter(0)).isEqualTo(first);
        assertThat(entries.takeReturnedAfter(0)).isNull();
    }

    @Test
    void keepsAParkedEntryOutOfTheWindowUntilItIsDone() {
        OutboxEntry parked = read(11, 5);
        assertThat(entries.isFull()).isTrue();
        assertThat(entries.hasOutcomeToCome()).isTrue();

        entries.park(parked);
        entries.park(parked);
        assertThat(entries.isFull()).isFalse();
        assertThat(entries.hasOutcomeToCome()).isFalse();
        assertThat(entries.hasInFlight()).isTrue();
        assertThat(entries.done()).isEqualTo(BEFORE);

        OutboxEntry other = read(12, 5);
        assertThat(entries.isFull()).isTrue();
        assertThat(entries.hasOutcomeToCome()).isTrue();
        entries.done(parked);
        assertThat(entries.isFull()).isTrue();
        assertThat(entries.done()).isEqualTo(parked.position());
        entries.done(other);
        assertThat(entries.isFull()).isFalse();
    }

    @Test
    void takesAParkedEntryThatIsGivenBackIntoTheWindow() {
        OutboxEntry parked = read(11, 5);
        entries.park(parked);
        entries.giveBack(parked);

        assertThat(entries.isFull()).isTrue();
        assertThat(entries.hasInFlight()).isFalse();
        assertThat(entries.hasOutcomeToCome()).isFalse();
    }

    @Test
    void parksNothingThatIsNotInFlight() {
        OutboxEntry done = read(11, 1);
        entries.done(done);
        OutboxEntry returned = read(12, 5);
        entries.giveBack(returned);

        entries.park(done);
        entries.park(returned);

        assertThat(entries.isFull()).isTrue();
    }

    private OutboxEntry read(long seq, int items) {
        OutboxEntry entry = new OutboxEntry(
                new Position(seq, (int) seq * 10),
                new OrderCreated("order-" + seq, Collections.nCopies(items, "item"), Instant.EPOCH));
        entries.read(entry);
        return entry;
    }
}
