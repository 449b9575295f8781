package io.orderpipeline.broker.inbox;

import io.orderpipeline.broker.bus.Outage;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * The notifications that have been sent; they are kept forever.
 *
 * <p>Several processes may share one store: {@link #claim} prevents two of them from sending the same notification. The order of calls is
 * claim, send, {@link #record}. A notification is repeated only after a crash between send and record.
 *
 * <p>Thread-safe. No method blocks its caller; the stages may complete on any thread. Each stage fails with an {@link Outage} when the
 * store is unavailable, and otherwise only as stated.
 */
public interface ProcessedNotifications {

    /**
     * Determines which of these notifications are due, and claims those. A key that this process claimed earlier is due again: callers in
     * one process must coordinate among themselves.
     *
     * @param keys    of one order or of many, at least one; not modified afterwards
     * @param lasting how long no other process gets these keys, from the moment the store accepts the claim; must be longer than it takes
     *     to send and record
     * @return which are due and which are claimed by another process; fails with an {@link IllegalArgumentException} when a key is larger
     *     than the store can ever take, in which case nothing is claimed
     */
    CompletionStage<Claim> claim(Set<NotificationKey> keys, Duration lasting);

    /**
     * Which of these notifications are recorded. Claims nothing: for dry runs, and to show the progress of an order.
     *
     * @param keys not modified afterwards
     */
    CompletionStage<Set<NotificationKey>> processed(Set<NotificationKey> keys);

    /**
     * Records notifications as sent, even if another process has claimed them. Idempotent.
     *
     * @param keys at least one; not modified afterwards
     * @return completes when all are durable. If it fails with an {@link Outage}, some may still be durable; record them all again. Fails
     *     with an {@link IllegalArgumentException} when a key is larger than the store can ever take; the others may be recorded
     */
    CompletionStage<Void> record(Set<NotificationKey> keys);
}
