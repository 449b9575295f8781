package io.orderpipeline.broker.wire;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Limits the notifications of events that a handler has or has returned; parked events do not count. */
final class ReceiveWindow {

    private final int limit;
    private final Set<Received> parked = Collections.newSetFromMap(new IdentityHashMap<>());
    private int notifications;

    ReceiveWindow(int limit) {
        this.limit = limit;
    }

    /** True while anything is left, so an event larger than the window is accepted too. */
    boolean hasRoom() {
        return notifications < limit;
    }

    void add(Received received) {
        notifications += weight(received);
    }

    void remove(Received received) {
        if (!parked.remove(received)) {
            notifications -= weight(received);
        }
    }

    /** No effect if it is already parked. */
    void park(Received received) {
        if (parked.add(received)) {
            notifications -= weight(received);
        }
    }

    void endParking(Received received) {
        if (parked.remove(received)) {
            notifications += weight(received);
        }
    }

    private static int weight(Received received) {
        return received.delivery().event().notifications();
    }
}
