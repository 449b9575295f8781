/** The way of an event to its notifications: attempts, retries, dead letters, and what operators do with these. */
@NullMarked
package io.orderpipeline.notifications.delivery;

import org.jspecify.annotations.NullMarked;
