/** The event bus: a port to publish and subscribe, and the bus inside one JVM. */
@NullMarked
package io.orderpipeline.broker.bus;

import org.jspecify.annotations.NullMarked;
