/** An application of two modules connected by Spring Modulith's events, as shown in its documentation. */
@NullMarked
package io.orderpipeline.peer;

import org.jspecify.annotations.NullMarked;
