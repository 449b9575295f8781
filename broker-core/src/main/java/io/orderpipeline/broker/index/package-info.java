/** Stores every id ever seen, in a few bytes each. */
@NullMarked
package io.orderpipeline.broker.index;

import org.jspecify.annotations.NullMarked;
