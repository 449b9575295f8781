/** Clients that place orders and record each answer. */
@NullMarked
package io.orderpipeline.tools.load;

import org.jspecify.annotations.NullMarked;
