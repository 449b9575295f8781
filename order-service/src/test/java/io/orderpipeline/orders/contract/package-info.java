/** The contracts in docs/, and the check of what the running service really says against them. */
@NullMarked
package io.orderpipeline.orders.contract;

import org.jspecify.annotations.NullMarked;
