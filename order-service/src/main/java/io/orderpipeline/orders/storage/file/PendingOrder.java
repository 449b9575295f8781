package io.orderpipeline.orders.storage.file;

import io.orderpipeline.broker.index.Hash128;
import io.orderpipeline.orders.placing.Order;
import io.orderpipeline.orders.placing.Placement;
import io.orderpipeline.orders.storage.Pending;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An order on its way to the disk. The placing thread has computed everything that does not depend on other orders; later fields are
 * written only by the committing thread.
 */
final class PendingOrder implements Pending<Hash128> {

    private final Order order;
    private final OrderHashes hashes;
    private final byte[] members;
    private final byte[] eventMembers;
    private final CompletableFuture<Placement> answer = new CompletableFuture<>();

    private long position = -1;

    PendingOrder(Order order, OrderHashes hashes) {
        this.order = order;
        this.hashes = hashes;
        this.members = OrderCodec.members(order);
        this.eventMembers = OrderCodec.eventMembers(order);
    }

    @Override
    public Order order() {
        return order;
    }

    @Override
    public Hash128 orderId() {
        return hashes.orderId();
    }

    @Override
    public List<Hash128> itemIds() {
        return hashes.itemIds();
    }

    @Override
    public @Nullable Hash128 idempotencyKey() {
        return hashes.idempotencyKey();
    }

    OrderHashes hashes() {
        return hashes;
    }

    byte[] members() {
        return members;
    }

    byte[] eventMembers() {
        return eventMembers;
    }

    int bytes() {
        return members.length + eventMembers.length;
    }

    @Override
    public CompletableFuture<Placement> answer() {
        return answer;
    }

    /** The position of its record in orders.json, once it is staged. */
    long position() {
        return position;
    }

    void stagedAt(long position) {
        this.position = position;
    }
}
