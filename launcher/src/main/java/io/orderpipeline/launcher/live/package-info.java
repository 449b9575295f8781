/** The live page of the launcher: shows orders on their way, and lets its owner break the pipeline to see that nothing is lost. */
@NullMarked
package io.orderpipeline.launcher.live;

import org.jspecify.annotations.NullMarked;
