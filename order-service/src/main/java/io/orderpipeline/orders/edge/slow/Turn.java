package io.orderpipeline.orders.edge.slow;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/** A thread's work for one client, from the moment data arrives until the thread is free again. */
final class Turn {

    /** A thread that makes progress may be seen waiting by chance, but hardly this many times in a row. */
    private static final int MOST_LOOKS_WAITING = 3;

    /** How many pipelined requests of one client are answered in one turn when the server is crowded. */
    private static final int SHARE = 20;

    private final Thread thread;
    private final SocketChannel client;
    private int requests;
    private int looksWaiting;

    Turn(Thread thread, SocketChannel client) {
        this.thread = thread;
        this.client = client;
    }

    /** Counts a request; true when the client has used up its share. Called only by the turn's own thread. */
    boolean endsShareWithRequest() {
        requests++;
        return requests >= SHARE;
    }

    /**
     * Checks again whether the thread is waiting; true when it has waited too long for its client. Counts checks, not time, so that a pause
     * of the whole process is not blamed on the client. Called by one checking thread only.
     */
    boolean waitsForItsClient() {
        looksWaiting = thread.getState() == Thread.State.TIMED_WAITING ? looksWaiting + 1 : 0;
        return looksWaiting == MOST_LOOKS_WAITING;
    }

    /**
     * Cuts off the client. The thread wakes up, finds the connection broken and cleans up. Only that thread may do so, because it still
     * uses the connection's buffers.
     */
    void end() throws IOException {
        // Data the client has not read is useless now and would stay in the kernel for minutes.
        client.setOption(StandardSocketOptions.SO_LINGER, 0);
        client.shutdownOutput();
    }
}
