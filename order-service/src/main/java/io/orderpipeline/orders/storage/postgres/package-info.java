/** Orders as rows of PostgreSQL, from any number of order services on one database. */
@NullMarked
package io.orderpipeline.orders.storage.postgres;

import org.jspecify.annotations.NullMarked;
