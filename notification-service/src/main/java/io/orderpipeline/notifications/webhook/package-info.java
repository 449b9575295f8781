/** Notifications as signed HTTP requests in the format of Standard Webhooks. */
@NullMarked
package io.orderpipeline.notifications.webhook;

import org.jspecify.annotations.NullMarked;
