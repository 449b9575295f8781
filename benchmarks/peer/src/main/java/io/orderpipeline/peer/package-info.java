/** An application of two modules that are connected by Spring Modulith's events, as its documentation shows it. */
@NullMarked
package io.orderpipeline.peer;

import org.jspecify.annotations.NullMarked;
