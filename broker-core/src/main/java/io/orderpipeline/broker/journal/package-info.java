/** A durable log in one JSON file: appended in place, verified by checksums, recovered after any crash. */
@NullMarked
package io.orderpipeline.broker.journal;

import org.jspecify.annotations.NullMarked;
