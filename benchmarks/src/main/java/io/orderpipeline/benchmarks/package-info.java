/** What the pipeline costs, measured by programs that anyone can run. */
@NullMarked
package io.orderpipeline.benchmarks;

import org.jspecify.annotations.NullMarked;
