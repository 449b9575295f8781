package io.orderpipeline.orders.storage.postgres;

import io.orderpipeline.orders.placing.Placement;

/**
 * The answer to an order, to be given once its batch is committed.
 *
 * @param needsBatch whether the answer depends on orders of the same batch, so that it is false if the batch is not stored
 */
record Verdict(PendingOrder pending, Placement placement, boolean needsBatch) {

    void answer() {
        pending.answer().complete(placement);
    }
}
