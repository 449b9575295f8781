package io.orderpipeline.tools.link;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Holds bytes back while a link is silent. Thread-safe. */
final class LinkGate {

    private LinkState state = LinkState.OPEN;
    private volatile long delayMillis;

    synchronized void become(LinkState newState) {
        state = newState;
        notifyAll();
    }

    void delay(long millis) {
        delayMillis = millis;
    }

    /** Blocks while nothing may pass; false if the link is closed. */
    boolean awaitOpen(boolean toServer) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(delayMillis));
        synchronized (this) {
            try {
                while (state.holds(toServer)) {
                    wait();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
            return state != LinkState.CLOSED;
        }
    }
}
