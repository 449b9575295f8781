package io.orderpipeline.orders.placing;

/**
 * An order at its place in commit order.
 *
 * @param seq from 1, without gaps
 */
public record NumberedOrder(long seq, Order order) {}
