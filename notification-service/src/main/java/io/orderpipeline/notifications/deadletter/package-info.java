/** What operators do with events that could not be delivered: look, redrive, discard. */
@NullMarked
package io.orderpipeline.notifications.deadletter;

import org.jspecify.annotations.NullMarked;
