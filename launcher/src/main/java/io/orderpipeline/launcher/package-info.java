/** Both services in one JVM. */
@NullMarked
package io.orderpipeline.launcher;

import org.jspecify.annotations.NullMarked;
