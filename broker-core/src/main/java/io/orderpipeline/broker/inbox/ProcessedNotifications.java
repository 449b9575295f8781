package io.orderpipeline.broker.inbox;

import io.orderpipeline.broker.bus.Outage;
import java.util.concurrent.CompletionStage;

/** The notifications that have been sent. They are remembered for ever. Thread-safe. */
public interface ProcessedNotifications {

    /** Whether this notification was recorded, durably. */
    boolean contains(NotificationKey key);

    /**
     * Records a notification as sent; recording it again changes nothing.
     *
     * @return completes when the record is durable; fails with a {@link Outage} when it could not be made so,
     *     and with an {@link IllegalArgumentException} when it is larger than the store can ever take
     */
    CompletionStage<Void> record(NotificationKey key);
}
