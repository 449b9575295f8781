package io.orderpipeline.orders.storage.postgres;

import io.orderpipeline.orders.placing.Placement;

/**
 * What will be answered for an order, once the batch it came in is committed.
 *
 * @param needsBatch whether the answer speaks of orders of the same batch, so that it is not true if the batch is not stored
 */
record Verdict(PendingOrder pending, Placement placement, boolean needsBatch) {

    void answer() {
        pending.answer().complete(placement);
    }
}
