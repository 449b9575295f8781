package io.orderpipeline.orders.edge.slow;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/** A thread at work for one client, from the moment something came until the thread is free for others. */
final class Turn {

    /** A thread that makes progress may be seen waiting by chance, but hardly this often in a row. */
    private static final int MOST_LOOKS_WAITING = 3;

    /** What one client may have answered in one go: all that it sent at once, without waiting for answers. */
    private static final int SHARE = 20;

    private final Thread thread;
    private final SocketChannel client;
    private int requests;
    private int looksWaiting;

    Turn(Thread thread, SocketChannel client) {
        this.thread = thread;
        this.client = client;
    }

    /** Counts a request, and says whether the client has had its share. For the thread of the turn alone. */
    boolean endsShareWithRequest() {
        requests++;
        return requests >= SHARE;
    }

    /**
     * Looks once more, and says whether the turn waits for its client for too long. Looks are counted rather than time, so that a pause
     * of the whole process is nobody's fault. For one thread that looks.
     */
    boolean waitsForItsClient() {
        looksWaiting = thread.getState() == Thread.State.TIMED_WAITING ? looksWaiting + 1 : 0;
        return looksWaiting == MOST_LOOKS_WAITING;
    }

    /**
     * Cuts off the client. The thread wakes, finds the connection broken and cleans up: nobody else may, since it still uses the
     * connection's buffers.
     */
    void end() throws IOException {
        // What the client has not taken is of no use, and would stay in the kernel for minutes.
        client.setOption(StandardSocketOptions.SO_LINGER, 0);
        client.shutdownOutput();
    }
}
