/** Who may place and read orders: everyone, or in the profile {@code secure} the bearers of tokens. */
@NullMarked
package io.orderpipeline.orders.access;

import org.jspecify.annotations.NullMarked;
