/** Takes orders: each in a transaction of its own. */
@NullMarked
package io.orderpipeline.peer.orders;

import org.jspecify.annotations.NullMarked;
