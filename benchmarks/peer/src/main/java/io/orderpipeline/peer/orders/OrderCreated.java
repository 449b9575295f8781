package io.orderpipeline.peer.orders;

import java.time.Instant;
import java.util.List;

/** An order was stored. */
public record OrderCreated(String orderId, List<String> itemIds, Instant createdAt) {}
