/** An order, the rules for placing it, and the port that makes it durable. */
@NullMarked
package io.orderpipeline.orders.placing;

import org.jspecify.annotations.NullMarked;
