/** Programs that measure what the pipeline costs; anyone can run them. */
@NullMarked
package io.orderpipeline.benchmarks;

import org.jspecify.annotations.NullMarked;
