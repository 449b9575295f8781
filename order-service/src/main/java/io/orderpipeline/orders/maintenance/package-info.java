/** The commands, without Spring: verify a data folder or a database, export what a folder holds, repair it, move it into a database. */
@NullMarked
package io.orderpipeline.orders.maintenance;

import org.jspecify.annotations.NullMarked;
