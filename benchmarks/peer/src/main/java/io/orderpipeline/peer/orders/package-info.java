/** Accepts orders, with a transaction per order. */
@NullMarked
package io.orderpipeline.peer.orders;

import org.jspecify.annotations.NullMarked;
