/** The relay: moves entries from an outbox to the bus, through outages and restarts, and replays them on request. */
@NullMarked
package io.orderpipeline.broker.relay;

import org.jspecify.annotations.NullMarked;
