package io.orderpipeline.broker.outbox;

import io.orderpipeline.broker.Event;

/**
 * One event in the outbox.
 *
 * @param seq   its place in commit order, from 1, without gaps
 * @param event what to publish
 */
public record OutboxEntry(long seq, Event event) {}
