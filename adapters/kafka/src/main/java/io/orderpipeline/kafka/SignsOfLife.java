package io.orderpipeline.kafka;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaFuture;
import org.jspecify.annotations.Nullable;

/**
 * Whether Kafka answers. A consumer does not tell: while all brokers are away, its polls return nothing, as they do when there is nothing.
 * And it cannot be asked: behind the request of a member that joins, or fetches, any other waits. For one thread, which never waits.
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
     * Counts what has just been made as a sign.
     *
     * @param question       is asked on another connection while no message comes; its failure is no sign
     * @param longestSilence is no outage yet: a cluster needs some time to make another broker the leader
     */
    SignsOfLife(Supplier<? extends KafkaFuture<?>> question, Duration longestSilence, LongSupplier nanoTime) {
        this.question = question;
        this.longestSilence = longestSilence;
        this.interval = longestSilence.dividedBy(3);
        this.nanoTime = nanoTime;
        seen();
    }

    /** Messages are a sign, too. */
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
            } else {
                missing(failure);
            }
            asked = null;
        }
    }

    private void missing(Throwable failure) {
        long now = nanoTime.getAsLong();
        silence = now - lastSign >= longestSilence.toNanos()
                ? KafkaFailures.outage(failure).reason()
                : "";
        nextQuestion = now + interval.toNanos();
    }

    private void seen() {
        silence = "";
        lastSign = nanoTime.getAsLong();
        nextQuestion = lastSign + interval.toNanos();
    }

    /** Why no message can come; empty while some may. */
    String silence() {
        return silence;
    }
}
