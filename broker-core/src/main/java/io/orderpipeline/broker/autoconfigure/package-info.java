/** Wires stores, bus, relay and subscription into a service. */
@NullMarked
package io.orderpipeline.broker.autoconfigure;

import org.jspecify.annotations.NullMarked;
