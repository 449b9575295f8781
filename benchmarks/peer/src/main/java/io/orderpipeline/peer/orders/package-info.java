/** Takes orders, one transaction for each. */
@NullMarked
package io.orderpipeline.peer.orders;

import org.jspecify.annotations.NullMarked;
