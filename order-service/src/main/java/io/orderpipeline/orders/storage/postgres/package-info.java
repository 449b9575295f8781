/** Orders as rows in PostgreSQL; any number of order services may share one database. */
@NullMarked
package io.orderpipeline.orders.storage.postgres;

import org.jspecify.annotations.NullMarked;
