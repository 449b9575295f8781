/** Services with a few lines changed: a wrong clock, or a broken rule that the judge must catch. */
@NullMarked
package io.orderpipeline.tools.edited;

import org.jspecify.annotations.NullMarked;
