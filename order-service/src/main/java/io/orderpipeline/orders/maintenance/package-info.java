/**
 * The commands, without Spring: verify a data folder or a database, export a folder's records, repair a folder, move it into a database.
 */
@NullMarked
package io.orderpipeline.orders.maintenance;

import org.jspecify.annotations.NullMarked;
