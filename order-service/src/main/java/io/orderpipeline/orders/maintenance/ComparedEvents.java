package io.orderpipeline.orders.maintenance;

/**
 * How the events in the outbox match their orders.
 *
 * @param from    the seq just before the first compared event
 * @param right   all compared events up to this seq match their orders
 * @param problem what is wrong with the next event; empty when the outbox or the orders end there
 */
record ComparedEvents(long from, long right, String problem) {}
