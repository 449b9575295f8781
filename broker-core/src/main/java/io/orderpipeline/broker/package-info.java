/** The event contract that both services share. */
@NullMarked
package io.orderpipeline.broker;

import org.jspecify.annotations.NullMarked;
