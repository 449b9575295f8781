/** Code shared by all order stores. */
@NullMarked
package io.orderpipeline.orders.storage;

import org.jspecify.annotations.NullMarked;
