package io.orderpipeline.orders.maintenance;

/**
 * How the events of the outbox go together with their orders.
 *
 * @param from    the seq in front of the first event that was compared
 * @param right   up to this seq they are those of their orders
 * @param problem what is wrong with the one behind; empty when the outbox or the orders end there
 */
record ComparedEvents(long from, long right, String problem) {}
