/** The inbox in tables: the notifications that any notification service has sent, and the events that could not be handled. */
@NullMarked
package io.orderpipeline.postgres.inbox;

import org.jspecify.annotations.NullMarked;
