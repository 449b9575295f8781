/** Who may place and read orders: everyone, or in the profile {@code secure} only clients with a token. */
@NullMarked
package io.orderpipeline.orders.access;

import org.jspecify.annotations.NullMarked;
