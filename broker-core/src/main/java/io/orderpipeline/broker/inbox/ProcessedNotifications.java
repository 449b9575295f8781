package io.orderpipeline.broker.inbox;

import io.orderpipeline.broker.bus.Outage;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * The notifications that have been sent. They are remembered forever.
 *
 * <p>Several processes may share one store: {@link #claim} keeps two of them from sending the same notification. The order of calls is claim,
 * send, {@link #record}. A crash between send and record repeats that notification, and nothing else does.
 *
 * <p>Thread-safe. No method blocks its caller; the stages may complete on any thread. Each fails with an {@link Outage} when the store
 * cannot be asked now, and in no other way than the ones named.
 */
public interface ProcessedNotifications {

    /**
     * Asks which of these notifications are due, and claims those. A key that this process claimed earlier is due again: callers in one
     * process keep apart by themselves.
     *
     * @param keys    of one order or of many, at least one; not modified afterwards
     * @param lasting how long no other process gets these keys, counted from the moment the store takes the claim; longer than it takes to
     *     send and record
     * @return which are due and which are claimed by another process; fails with an {@link IllegalArgumentException} when a key is larger
     *     than the store can ever take, and then nothing is claimed
     */
    CompletionStage<Claim> claim(Set<NotificationKey> keys, Duration lasting);

    /**
     * Which of these notifications are recorded. Claims nothing: for dry runs, and to show where an order is.
     *
     * @param keys not modified afterwards
     */
    CompletionStage<Set<NotificationKey>> processed(Set<NotificationKey> keys);

    /**
     * Records notifications as sent, whoever has claimed them; recording one again changes nothing.
     *
     * @param keys at least one; not modified afterwards
     * @return completes when all are durable. When it fails with an {@link Outage}, some of them may be durable nevertheless; record them
     *     again. Fails with an {@link IllegalArgumentException} when a key is larger than the store can ever take; the others may be recorded
     */
    CompletionStage<Void> record(Set<NotificationKey> keys);
}
