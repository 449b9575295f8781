/** The measured services, each in a separate JVM. */
@NullMarked
package io.orderpipeline.benchmarks.server;

import org.jspecify.annotations.NullMarked;
