/** Attempts and notifications as parts of the trace of their order's request, in the profile {@code otel}. */
@NullMarked
package io.orderpipeline.notifications.tracing;

import org.jspecify.annotations.NullMarked;
