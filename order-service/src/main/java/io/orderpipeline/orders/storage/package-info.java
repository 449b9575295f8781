/** What the stores of orders have in common. */
@NullMarked
package io.orderpipeline.orders.storage;

import org.jspecify.annotations.NullMarked;
