/** From an event to its notifications: attempts, retries, dead letters, and what operators can do with them. */
@NullMarked
package io.orderpipeline.notifications.delivery;

import org.jspecify.annotations.NullMarked;
