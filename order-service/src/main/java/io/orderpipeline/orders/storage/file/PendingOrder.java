package io.orderpipeline.orders.storage.file;

import io.orderpipeline.orders.placing.Order;
import io.orderpipeline.orders.placing.OrdersUnavailableException;
import io.orderpipeline.orders.placing.Placement;
import java.util.concurrent.CompletableFuture;

/**
 * An order on its way to the disk. The placing thread has computed everything that does not depend on other orders; later fields are
 * written only by the committing thread.
 */
final class PendingOrder {

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

    Order order() {
        return order;
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

    CompletableFuture<Placement> answer() {
        return answer;
    }

    /** The position of its record in orders.json, once it is staged. */
    long position() {
        return position;
    }

    void stagedAt(long position) {
        this.position = position;
    }

    void fail(OrdersUnavailableException.Reason reason, String message) {
        answer.completeExceptionally(new OrdersUnavailableException(reason, message));
    }
}
