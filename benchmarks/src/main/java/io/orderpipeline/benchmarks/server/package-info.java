/** The services that are measured, each in a JVM of its own. */
@NullMarked
package io.orderpipeline.benchmarks.server;

import org.jspecify.annotations.NullMarked;
