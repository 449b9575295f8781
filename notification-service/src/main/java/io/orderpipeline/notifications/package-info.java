/** The notification service: tells customers about their orders, effectively once. */
@NullMarked
package io.orderpipeline.notifications;

import org.jspecify.annotations.NullMarked;
