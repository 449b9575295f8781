/** The services with a few lines changed: a wrong clock, or a broken rule that the judge has to notice. */
@NullMarked
package io.orderpipeline.tools.edited;

import org.jspecify.annotations.NullMarked;
