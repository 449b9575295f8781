package io.orderpipeline.orders.placing;

/**
 * The order and its event are durable.
 *
 * @param orderId the order's id; the id of the first order when the request repeated an idempotency key
 */
public record OrderAccepted(String orderId) implements Placement {}
