package io.orderpipeline.broker.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.UnknownEvent;
import io.orderpipeline.broker.outbox.InMemoryOutbox;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayRangeTests {

    private static final Instant TEN = Instant.ofEpochSecond(10);
    private static final Instant TWENTY = Instant.ofEpochSecond(20);

    @Test
    void containsOrdersFromItsFirstMomentUntilJustBeforeItsLast() {
        ReplayRange range = ReplayRange.ofTimes(TEN, TWENTY);
        assertThat(range.contains(orderAt(TEN.minusNanos(1)))).isFalse();
        assertThat(range.contains(orderAt(TEN))).isTrue();
        assertThat(range.contains(orderAt(TWENTY.minusNanos(1)))).isTrue();
        assertThat(range.contains(orderAt(TWENTY))).isFalse();
    }

    @Test
    void containsEventsWithoutATime() {
        assertThat(ReplayRange.ofTimes(TEN, TWENTY).contains(new UnknownEvent("{}", "no type")))
                .isTrue();
    }

    @Test
    void beginsWithTheOldestEntryUnlessASeqIsNamed() {
        assertThat(ReplayRange.ofTimes(TEN, TWENTY).isFromTheOldest()).isTrue();
        assertThat(ReplayRange.upTo(7).isFromTheOldest()).isTrue();
        assertThat(ReplayRange.ofSeqs(1, 7).isFromTheOldest()).isFalse();
    }

    @Test
    void mayHoldOneSeqOnly() {
        assertThat(ReplayRange.ofSeqs(7, 7).toSeq()).isEqualTo(7);
        assertThat(ReplayRange.upTo(0).toSeq()).isZero();
    }

    @Test
    void refusesSeqsThatDoNotExist() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReplayRange(-1, 7, TEN, TWENTY))
                .withMessage("invalid range of seqs: -1 to 7");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReplayRange.ofSeqs(0, 7))
                .withMessage("invalid range of seqs: 0 to 7");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReplayRange.upTo(-1))
                .withMessage("invalid range of seqs: 0 to -1");
    }

    @Test
    void isKeptByAnOutboxThatHasItsFirstSeq() {
        InMemoryOutbox outbox = new InMemoryOutbox(5);
        assertThatCode(() -> ReplayRange.ofSeqs(5, 7).requireKeptBy(outbox)).doesNotThrowAnyException();
        assertThatCode(() -> ReplayRange.upTo(7).requireKeptBy(outbox)).doesNotThrowAnyException();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReplayRange.ofSeqs(4, 7).requireKeptBy(outbox))
                .withMessage("seq 4 is no longer kept, the oldest entry has seq 5");
    }

    private static OrderCreated orderAt(Instant time) {
        return new OrderCreated("1", List.of("item"), time);
    }
}
