/** Sets up PostgreSQL if the configuration names it, and refuses a start that would be unsafe. */
@NullMarked
package io.orderpipeline.postgres.autoconfigure;

import org.jspecify.annotations.NullMarked;
