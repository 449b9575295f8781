package io.orderpipeline.orders.storage;

import io.orderpipeline.orders.placing.Placement;

/**
 * The answer to an order, to be given once its batch is durable.
 *
 * @param needsBatch whether the answer depends on orders of the same batch, so that it is false if the batch is not stored
 */
public record Verdict(Pending<?> pending, Placement placement, boolean needsBatch) {

    public void answer() {
        pending.answer().complete(placement);
    }
}
