package io.orderpipeline.notifications.delivery;

import java.util.concurrent.atomic.AtomicInteger;

/** How many notifications belong to events that wait for another attempt, and how many may. Thread-safe. */
final class ParkedWork {

    private final int limit;
    private final AtomicInteger notifications = new AtomicInteger();

    /**
     * @param limit lets no further event in once the waiting ones ask for so many notifications; the last one may exceed it
     */
    ParkedWork(int limit) {
        this.limit = limit;
    }

    boolean isFull() {
        return notifications.get() >= limit;
    }

    /** Lets an event in that asks for so many notifications; false when there is no room. */
    boolean add(int more) {
        return notifications.getAndUpdate(now -> now >= limit ? now : now + more) < limit;
    }

    void remove(int fewer) {
        notifications.addAndGet(-fewer);
    }

    int notifications() {
        return notifications.get();
    }
}
