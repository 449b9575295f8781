/** Slow and silent clients, handled below Tomcat's public API so that one slow client does not slow down the others. */
@NullMarked
package io.orderpipeline.orders.edge.slow;

import org.jspecify.annotations.NullMarked;
