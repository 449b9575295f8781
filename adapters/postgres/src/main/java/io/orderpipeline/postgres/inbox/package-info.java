/** The inbox as rows: which notifications were sent, by whichever notification service, and the events that could not be handled. */
@NullMarked
package io.orderpipeline.postgres.inbox;

import org.jspecify.annotations.NullMarked;
