package io.orderpipeline.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignsOfLifeTests {

    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(6);

    private final AtomicLong now = new AtomicLong();
    private boolean answers = true;
    private boolean fails = true;
    private int asked;
    private final SignsOfLife signs = new SignsOfLife(this::answer, LONGEST_SILENCE, now::get);

    private KafkaFuture<?> answer() {
        asked++;
        KafkaFutureImpl<String> answer = new KafkaFutureImpl<>();
        if (answers) {
            answer.complete("");
        } else if (fails) {
            answer.completeExceptionally(new IllegalStateException("for the test"));
        }
        return answer;
    }

    private void pass(Duration time, boolean messages) {
        for (long i = 0; i < time.toMillis(); i += 100) {
            now.addAndGet(Duration.ofMillis(100).toNanos());
            signs.look(messages);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void asksNowAndThenWhetherMessagesComeOrNot(boolean messages) {
        pass(Duration.ofMinutes(1), messages);
        assertThat(asked).isBetween(20, 30);
        assertThat(signs.silence()).isEmpty();
    }

    @Test
    void takesMessagesForASignOfLifeEvenIfNoAnswerComes() {
        answers = false;
        pass(Duration.ofMinutes(1), true);
        assertThat(signs.silence()).isEmpty();
    }

    @Test
    void reportsNoOutageForAShortSilence() {
        answers = false;
        pass(LONGEST_SILENCE.minusMillis(100), false);
        assertThat(asked).isPositive();
        assertThat(signs.silence()).isEmpty();
    }

    /** An operator may let requests take long. */
    @Test
    void isSilentWhileAnAnswerIsOverdue() {
        answers = false;
        fails = false;
        pass(LONGEST_SILENCE.minusMillis(100), false);
        assertThat(signs.silence()).isEmpty();
        pass(Duration.ofMillis(100), false);
        assertThat(signs.silence()).isEqualTo("Kafka: no answer for 6000 ms");
        signs.look(true);
        assertThat(signs.silence()).isEmpty();
    }

    @Test
    void isSilentFromAMissingAnswerToTheNextSign() {
        answers = false;
        pass(LONGEST_SILENCE.multipliedBy(2), false);
        assertThat(signs.silence()).isEqualTo("Kafka: IllegalState: for the test");

        answers = true;
        pass(LONGEST_SILENCE, false);
        assertThat(signs.silence()).isEmpty();

        answers = false;
        pass(LONGEST_SILENCE.multipliedBy(2), false);
        assertThat(signs.silence()).isNotEmpty();
        signs.look(true);
        assertThat(signs.silence()).isEmpty();
    }
}
