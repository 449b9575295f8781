package io.orderpipeline.rabbitmq;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;

/**
 * Leads to a server, and withholds what it confirms over the first connection, as a server does that forgot a channel's messages. Everything
 * else passes.
 */
final class UnconfirmingProxy implements AutoCloseable {

    private static final int METHOD_FRAME = 1;
    /** The numbers of the class basic and of its method ack. */
    private static final int CONFIRM = (60 << 16) | 80;

    private final ServerSocket server;
    private final int target;
    private final CountDownLatch withheld = new CountDownLatch(1);

    private UnconfirmingProxy(ServerSocket server, int target) {
        this.server = server;
        this.target = target;
    }

    static UnconfirmingProxy to(int port) {
        try {
            UnconfirmingProxy proxy =
                    new UnconfirmingProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
            daemon(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    void awaitWithheld() throws InterruptedException {
        withheld.await();
    }

    private void accept() throws IOException {
        for (boolean confirms = false; ; confirms = true) {
            boolean passesAll = confirms;
            Socket client = server.accept();
            Socket broker = new Socket(InetAddress.getLoopbackAddress(), target);
            daemon(() -> client.getInputStream().transferTo(broker.getOutputStream()));
            daemon(() -> answers(broker, client, passesAll));
        }
    }

    private void answers(Socket broker, Socket client, boolean passesAll) throws IOException {
        DataInputStream in = new DataInputStream(broker.getInputStream());
        DataOutputStream out = new DataOutputStream(client.getOutputStream());
        while (true) {
            byte[] head = in.readNBytes(7);
            byte[] rest = in.readNBytes(ByteBuffer.wrap(head).getInt(3) + 1);
            if (passesAll || head[0] != METHOD_FRAME || ByteBuffer.wrap(rest).getInt(0) != CONFIRM) {
                out.write(head);
                out.write(rest);
            } else {
                withheld.countDown();
            }
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void daemon(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException | IndexOutOfBoundsException closed) {
                        // One end has closed its connection.
                    }
                },
                "unconfirming-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
