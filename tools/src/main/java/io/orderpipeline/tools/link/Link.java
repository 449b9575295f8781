package io.orderpipeline.tools.link;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Forwards one port to another and can simulate a partition as seen through TCP: bytes are held back, connections hang, and everything
 * continues when it is over, unless one end has given up. Thread-safe.
 */
public final class Link implements AutoCloseable {

    private static final int BACKLOG = 200;

    private final String name;
    private final ServerSocket entrance;
    private final int target;
    private final LinkGate gate = new LinkGate();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    private Link(String name, ServerSocket entrance, int target) {
        this.name = name;
        this.entrance = entrance;
        this.target = target;
    }

    /** Opens a link on a free loopback port. */
    public static Link to(String name, int target) throws IOException {
        Link link = new Link(name, new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()), target);
        daemon(link::accept);
        return link;
    }

    public String name() {
        return name;
    }

    public int port() {
        return entrance.getLocalPort();
    }

    public void become(LinkState state) {
        gate.become(state);
        if (state == LinkState.CLOSED) {
            sockets.forEach(Link::reset);
            sockets.clear();
        }
    }

    /** From now on, delays every chunk by this time. */
    public void delay(long millis) {
        gate.delay(millis);
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket client = entrance.accept();
                sockets.add(client);
                daemon(() -> connect(client));
            } catch (IOException e) {
                // Closed, or briefly out of descriptors: the client sees its connection end.
                Thread.onSpinWait();
            }
        }
    }

    private void connect(Socket client) {
        try {
            if (!gate.awaitOpen(true)) {
                reset(client);
                return;
            }
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(server);
            server.setTcpNoDelay(true);
            client.setTcpNoDelay(true);
            daemon(() -> copy(server, client, false));
            copy(client, server, true);
        } catch (IOException e) {
            reset(client);
        } finally {
            sockets.remove(client);
        }
    }

    private void copy(Socket from, Socket to, boolean toServer) {
        byte[] piece = new byte[16 << 10];
        try {
            int length = from.getInputStream().read(piece);
            while (length >= 0 && gate.awaitOpen(toServer)) {
                to.getOutputStream().write(piece, 0, length);
                length = from.getInputStream().read(piece);
            }
            if (length >= 0 || !gate.awaitOpen(toServer)) {
                throw new IOException("the link " + name + " is closed");
            }
            if (toServer) {
                to.shutdownOutput();
            } else {
                reset(from);
                closeSoon(to);
            }
        } catch (IOException e) {
            reset(from);
            reset(to);
        } finally {
            if (!toServer) {
                sockets.remove(from);
            }
        }
    }

    /** The server has closed its side: passes that on to the client, after the bytes sent before. */
    private static void closeSoon(Socket client) {
        try {
            client.close();
        } catch (IOException e) {
            // already closed
            Thread.onSpinWait();
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // already closed
            Thread.onSpinWait();
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "link");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        become(LinkState.CLOSED);
        entrance.close();
    }
}
