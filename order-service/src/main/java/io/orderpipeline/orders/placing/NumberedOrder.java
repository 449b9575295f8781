package io.orderpipeline.orders.placing;

/**
 * An order with its number in commit order.
 *
 * @param seq from 1, without gaps
 */
public record NumberedOrder(long seq, Order order) {}
