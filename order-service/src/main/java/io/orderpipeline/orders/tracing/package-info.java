/** The trace of a request, in the profile {@code otel}. */
@NullMarked
package io.orderpipeline.orders.tracing;

import org.jspecify.annotations.NullMarked;
