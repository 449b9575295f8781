/** The notification service: tells customers about their orders, once in effect. */
@NullMarked
package io.orderpipeline.notifications;

import org.jspecify.annotations.NullMarked;
