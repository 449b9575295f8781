/**
 * Shared by the adapters of all real brokers: the wire format of an event, and how messages are sent and received. An adapter adds a
 * {@link io.orderpipeline.broker.wire.Sender} and a {@link io.orderpipeline.broker.wire.Receiver}.
 */
@NullMarked
package io.orderpipeline.broker.wire;

import org.jspecify.annotations.NullMarked;
