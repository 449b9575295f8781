/** Reads the contracts in docs/ and checks the running service's output against them. */
@NullMarked
package io.orderpipeline.orders.contract;

import org.jspecify.annotations.NullMarked;
