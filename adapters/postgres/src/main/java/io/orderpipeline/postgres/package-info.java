/** One PostgreSQL database: its connections, transactions and tables, and what its failures mean. */
@NullMarked
package io.orderpipeline.postgres;

import org.jspecify.annotations.NullMarked;
