package io.orderpipeline.orders.placing;

/**
 * A client's promise that two requests with the same key are the same request.
 *
 * @param value       the key as the client sent it
 * @param fingerprint stands for the body that came with it
 */
public record IdempotencyKey(String value, String fingerprint) {}
