package io.orderpipeline.orders.placing;

/**
 * The order and its event are durable.
 *
 * @param orderId the order's id; of the first order when a request with the same idempotency key came again
 */
public record OrderAccepted(String orderId) implements Placement {}
