package io.orderpipeline.postgres;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/** A proxy between a client and the server, which breaks, freezes or forgets one connection at a moment the test chooses. Thread-safe. */
public final class CuttingProxy implements AutoCloseable {

    /** When it acts, once each. */
    public enum Moment {
        NEVER,
        /** The server has committed; its answer is lost. */
        BEFORE_THE_ANSWER_TO_COMMIT,
        /** Everything is inserted; the server never gets the request to commit. */
        BEFORE_COMMIT,
        /** The commit lock is held; the client's next bytes wait for {@link #thaw}. */
        WHILE_THE_LOCK_IS_HELD,
        /** The client listens; then the connection goes silent without being closed, as when a load balancer drops an idle one. */
        WHILE_IT_LISTENS
    }

    private static final byte[] LOCKED = "SELECT 1\0".getBytes(US_ASCII);
    private static final byte[] LISTENING = "LISTEN\0".getBytes(US_ASCII);
    private static final byte[] INSERTED = "INSERT 0 ".getBytes(US_ASCII);
    private static final byte[] COMMITTED = "COMMIT\0".getBytes(US_ASCII);

    private final ServerSocket server;
    private final int target;
    private final AtomicReference<Moment> next = new AtomicReference<>(Moment.NEVER);
    private final Queue<Link> links = new ConcurrentLinkedQueue<>();
    private volatile boolean everything;
    private final CountDownLatch acted = new CountDownLatch(1);
    private final CountDownLatch thawed = new CountDownLatch(1);

    private CuttingProxy(ServerSocket server, int target) {
        this.server = server;
        this.target = target;
    }

    public static CuttingProxy to(int port) {
        try {
            CuttingProxy proxy = new CuttingProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
            daemon(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Acts at the next such moment of any connection. */
    public void cut(Moment moment) {
        next.set(moment);
    }

    /** The same, and ends all connections and accepts no more. */
    public void cutAll(Moment moment) {
        everything = true;
        cut(moment);
    }

    private void act() {
        if (everything) {
            try {
                server.close();
                for (Link link : links) {
                    link.client.close();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        acted.countDown();
    }

    /** Waits until it has acted. */
    public void awaitCut() throws InterruptedException {
        acted.await();
    }

    /** Releases the frozen connection. */
    public void thaw() {
        thawed.countDown();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Link link = new Link(client, new Socket(InetAddress.getLoopbackAddress(), target));
                links.add(link);
                daemon(link::requests);
                daemon(link::answers);
            } catch (IOException e) {
                // Closed by the test, or the server is down: the client sees its connection close.
            }
        }
    }

    @Override
    public void close() throws IOException {
        thaw();
        server.close();
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "cutting-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private final class Link {

        private final Socket client;
        private final Socket server;
        private volatile Moment pending = Moment.NEVER;
        private volatile boolean forgotten;

        Link(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void requests() {
            copy(client, server, (bytes, length) -> {
                if (pending == Moment.BEFORE_COMMIT) {
                    act();
                    return false;
                }
                if (pending == Moment.WHILE_THE_LOCK_IS_HELD) {
                    acted.countDown();
                    thawed.await();
                    pending = Moment.NEVER;
                }
                return true;
            });
        }

        void answers() {
            copy(server, client, (bytes, length) -> {
                if (has(bytes, length, COMMITTED)
                        && next.compareAndSet(Moment.BEFORE_THE_ANSWER_TO_COMMIT, Moment.NEVER)) {
                    act();
                    return false;
                }
                if (has(bytes, length, INSERTED) && next.compareAndSet(Moment.BEFORE_COMMIT, Moment.NEVER)) {
                    pending = Moment.BEFORE_COMMIT;
                }
                if (has(bytes, length, LISTENING) && next.compareAndSet(Moment.WHILE_IT_LISTENS, Moment.NEVER)) {
                    forgotten = true;
                    acted.countDown();
                }
                if (has(bytes, length, LOCKED) && next.compareAndSet(Moment.WHILE_THE_LOCK_IS_HELD, Moment.NEVER)) {
                    pending = Moment.WHILE_THE_LOCK_IS_HELD;
                }
                return true;
            });
        }

        private void copy(Socket from, Socket to, Watch watch) {
            byte[] bytes = new byte[1 << 16];
            try (from;
                    to) {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
                    boolean drops = forgotten;
                    if (!watch.passes(bytes, length)) {
                        return;
                    }
                    if (!drops) {
                        out.write(bytes, 0, length);
                    }
                }
            } catch (IOException e) {
                // One end has closed, so the other is closed too.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static boolean has(byte[] bytes, int length, byte[] wanted) {
        for (int i = 0; i + wanted.length <= length; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }

    private interface Watch {
        boolean passes(byte[] bytes, int length) throws InterruptedException;
    }
}
