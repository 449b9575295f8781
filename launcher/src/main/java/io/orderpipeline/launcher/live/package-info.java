/** The launcher's live page: shows orders moving through the pipeline, and lets a user break the pipeline to see that nothing is lost. */
@NullMarked
package io.orderpipeline.launcher.live;

import org.jspecify.annotations.NullMarked;
