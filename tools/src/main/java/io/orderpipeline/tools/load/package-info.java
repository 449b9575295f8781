/** Clients that place orders and write down each answer. */
@NullMarked
package io.orderpipeline.tools.load;

import org.jspecify.annotations.NullMarked;
