package io.orderpipeline.notifications.notification;

import io.orderpipeline.broker.inbox.NotificationKey;
import java.time.Instant;

/**
 * What a customer is to be told.
 *
 * @param key       what it is about; a receiver that remembers the keys it has seen can drop repeats
 * @param orderedAt when the order was accepted
 */
public record Notification(NotificationKey key, Instant orderedAt) {}
