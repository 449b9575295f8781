/** An order, the rules for placing it, and the port that makes it durable. */
@NullMarked
package io.orderpipeline.orders.order;

import org.jspecify.annotations.NullMarked;
