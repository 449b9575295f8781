package io.orderpipeline.tools.cluster;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Restarts processes that ended on their own. */
final class Supervisor implements AutoCloseable {

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    private Supervisor(List<Party> parties) {
        thread = new Thread(() -> watch(parties), "supervisor");
    }

    static Supervisor start(List<Party> parties) {
        Supervisor supervisor = new Supervisor(parties);
        supervisor.thread.setDaemon(true);
        supervisor.thread.start();
        return supervisor;
    }

    private void watch(List<Party> parties) {
        try {
            while (!closed.await(1, TimeUnit.SECONDS)) {
                for (Party party : parties) {
                    party.restartIfEnded();
                }
            }
        } catch (IOException e) {
            System.err.println("supervisor.failed problem=" + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
