/** Sets PostgreSQL up where the configuration names it, and refuses a start that it would make unsafe. */
@NullMarked
package io.orderpipeline.postgres.autoconfigure;

import org.jspecify.annotations.NullMarked;
