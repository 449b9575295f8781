package io.orderpipeline.broker.wire;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Bounds the notifications of events that a handler has or has given back; those that it has parked are left out. */
final class ReceiveWindow {

    private final int limit;
    private final Set<Received> parked = Collections.newSetFromMap(new IdentityHashMap<>());
    private int notifications;

    ReceiveWindow(int limit) {
        this.limit = limit;
    }

    /** An event that is larger than the window has room when it is alone. */
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

    /** No effect on one that is parked already. */
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
