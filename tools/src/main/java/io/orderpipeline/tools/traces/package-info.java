/** A collector that records traces, and a picture of one trace. */
@NullMarked
package io.orderpipeline.tools.traces;

import org.jspecify.annotations.NullMarked;
