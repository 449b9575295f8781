package io.orderpipeline.broker.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.inbox.DeadLetterChange.Died;
import io.orderpipeline.broker.inbox.DeadLetterChange.Discarded;
import io.orderpipeline.broker.inbox.DeadLetterChange.Redelivered;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadLetterTests {

    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00.123456Z");
    private static final OrderCreated EVENT = new OrderCreated("1", List.of("a"), Instant.EPOCH);
    private static final Died DIED = new Died(EVENT, new Failure("refused", "no", 5, NOON, NOON.plusSeconds(1)));
    private static final Redelivered REDELIVERED = new Redelivered(DIED.id(), NOON);

    @Test
    void beginsWithADeath() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DeadLetter("7", EVENT, List.of()))
                .withMessage("the history of dead letter 7 does not start with its death");
        assertThatIllegalArgumentException().isThrownBy(() -> new DeadLetter("7", EVENT, List.of(REDELIVERED)));
    }

    @Test
    void hasTheFailureOfItsLastDeath() {
        Died again = new Died(EVENT, new Failure("bug", "oh", 1, NOON, NOON));
        assertThat(DeadLetter.of(List.of(DIED)).failure()).isEqualTo(DIED.failure());
        assertThat(DeadLetter.of(List.of(DIED, again)).failure()).isEqualTo(again.failure());
        assertThat(DeadLetter.of(List.of(DIED, again, REDELIVERED)).failure()).isEqualTo(again.failure());
    }

    @Test
    void isOpenUntilItsEventIsDelivered() {
        Discarded discarded = new Discarded(DIED.id(), "gone", NOON);
        assertThat(DeadLetter.of(List.of(DIED)).state()).isEqualTo(DeadLetterState.DEAD);
        assertThat(DeadLetter.of(List.of(DIED)).isOpen()).isTrue();
        assertThat(DeadLetter.of(List.of(DIED, discarded)).state()).isEqualTo(DeadLetterState.DISCARDED);
        assertThat(DeadLetter.of(List.of(DIED, discarded)).isOpen()).isTrue();
        assertThat(DeadLetter.of(List.of(DIED, REDELIVERED)).isOpen()).isFalse();
    }

    @Test
    void hasTheTraceOfItsFirstDeath() {
        Died traced = new Died(EVENT, DIED.failure(), "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        assertThat(DeadLetter.of(List.of(DIED)).traceParent()).isNull();
        assertThat(DeadLetter.of(List.of(traced, DIED)).traceParent()).isEqualTo(traced.traceParent());
    }

    @Test
    void changesInWholeMillisecondsAsItIsStored() {
        Instant stored = Instant.parse("2026-11-01T12:00:00.123Z");
        assertThat(REDELIVERED.at()).isEqualTo(stored);
        assertThat(new Discarded(DIED.id(), "gone", NOON).at()).isEqualTo(stored);
    }

    @Test
    void diedAtItsLastAttemptInWholeMilliseconds() {
        assertThat(DIED.at()).isEqualTo(Instant.parse("2026-11-01T12:00:01.123Z"));
        assertThat(DIED.failure().firstAttemptAt()).isEqualTo(Instant.parse("2026-11-01T12:00:00.123Z"));
    }

    @Test
    void failedAtLeastOnce() {
        assertThat(new Failure("refused", "no", 1, NOON, NOON).attempts()).isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Failure("refused", "no", 0, NOON, NOON))
                .withMessage("a failure takes at least one attempt, not 0");
    }

    /** People compare ids in the log with those of the endpoint, also across releases. */
    @Test
    void keepsItsIdAcrossReleases() {
        assertThat(DIED.id()).isEqualTo(DeadLetter.idOf(EVENT)).isEqualTo("2b6e21930b54bac9");
    }
}
