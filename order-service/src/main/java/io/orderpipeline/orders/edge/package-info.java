/** The edge of the HTTP server, in front of every controller: limits on body size and time, and every refusal as JSON. */
@NullMarked
package io.orderpipeline.orders.edge;

import org.jspecify.annotations.NullMarked;
