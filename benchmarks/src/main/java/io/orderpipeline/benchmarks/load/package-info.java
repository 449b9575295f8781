/** A client that uses little CPU: many connections on one thread, in a closed loop or on a schedule. */
@NullMarked
package io.orderpipeline.benchmarks.load;

import org.jspecify.annotations.NullMarked;
