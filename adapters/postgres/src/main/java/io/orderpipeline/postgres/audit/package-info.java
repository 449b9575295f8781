/** Checks the rows of all tables against each other, for operators. */
@NullMarked
package io.orderpipeline.postgres.audit;

import org.jspecify.annotations.NullMarked;
