/** The edge of the HTTP server, in front of every controller: bounded bodies in bounded time, and refusals as JSON whoever refuses. */
@NullMarked
package io.orderpipeline.orders.edge;

import org.jspecify.annotations.NullMarked;
