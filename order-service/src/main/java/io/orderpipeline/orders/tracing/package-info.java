/** The trace of a request, in the profile otel. */
@NullMarked
package io.orderpipeline.orders.tracing;

import org.jspecify.annotations.NullMarked;
