package io.orderpipeline.kafka;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaFuture;
import org.jspecify.annotations.Nullable;

/**
 * Whether Kafka answers. The consumer does not show it: while all brokers are unreachable, its polls return nothing, as if there were no
 * messages. Nor can it be used to ask: on its connection any request waits behind a pending join or fetch. For use by one thread, which it
 * never blocks.
 */
final class SignsOfLife {

    private final Supplier<? extends KafkaFuture<?>> question;
    private final Duration longestSilence;
    private final Duration interval;
    private final LongSupplier nanoTime;
    private @Nullable KafkaFuture<?> asked;
    private long lastSign;
    private long nextQuestion;
    private String silence = "";

    /**
     * Counts its own creation as a sign of life.
     *
     * @param question       sent from time to time over another connection; its failure is not a sign of life
     * @param longestSilence up to this there is no outage: a cluster needs some time to elect another leader
     */
    SignsOfLife(Supplier<? extends KafkaFuture<?>> question, Duration longestSilence, LongSupplier nanoTime) {
        this.question = question;
        this.longestSilence = longestSilence;
        this.interval = longestSilence.dividedBy(3);
        this.nanoTime = nanoTime;
        this.lastSign = nanoTime.getAsLong();
        this.nextQuestion = lastSign + interval.toNanos();
    }

    /** To be called after each poll: received messages are a sign of life, too. */
    void look(boolean received) {
        if (received) {
            seen();
        }
        if (asked == null) {
            if (nanoTime.getAsLong() - nextQuestion >= 0) {
                asked = question.get();
            }
        } else if (asked.isDone()) {
            Throwable failure = asked.toCompletionStage()
                    .handle((answer, thrown) -> thrown)
                    .toCompletableFuture()
                    .join();
            if (failure == null) {
                seen();
            } else if (isSilent()) {
                silence = KafkaFailures.outage(failure).reason();
            }
            asked = null;
            nextQuestion = nanoTime.getAsLong() + interval.toNanos();
        } else if (isSilent()) {
            silence = "Kafka: no answer for " + longestSilence.toMillis() + " ms";
        }
    }

    private boolean isSilent() {
        return nanoTime.getAsLong() - lastSign >= longestSilence.toNanos();
    }

    private void seen() {
        silence = "";
        lastSign = nanoTime.getAsLong();
    }

    /** Why no messages can arrive; empty while Kafka answers. */
    String silence() {
        return silence;
    }
}
