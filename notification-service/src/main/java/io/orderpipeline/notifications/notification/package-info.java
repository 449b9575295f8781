/** A notification for an orderId and an itemId, and how it is sent. */
@NullMarked
package io.orderpipeline.notifications.notification;

import org.jspecify.annotations.NullMarked;
