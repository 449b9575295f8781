/** A collector of traces that writes down what it receives, and a picture of one trace. */
@NullMarked
package io.orderpipeline.tools.traces;

import org.jspecify.annotations.NullMarked;
