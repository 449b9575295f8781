/** The commands on a data folder, without Spring: verify it, export what it holds, repair it. */
@NullMarked
package io.orderpipeline.orders.maintenance;

import org.jspecify.annotations.NullMarked;
