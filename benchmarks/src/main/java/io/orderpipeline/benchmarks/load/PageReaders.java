package io.orderpipeline.benchmarks.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Simulates browsers that have the live page open: some read its stream, some have stopped reading. */
public final class PageReaders implements AutoCloseable {

    private static final byte[] REQUEST =
            "GET /live/stream HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n".getBytes(US_ASCII);
    private static final String ADMITTED = "HTTP/1.1 200";
    private static final int SMALL = 4 << 10;
    private static final int SOCKET_TIMEOUT_MILLIS = 30_000;

    private final List<Socket> sockets = new ArrayList<>();
    private final int admitted;

    private PageReaders(int port, int streams, int silent) throws IOException {
        int open = 0;
        for (int i = 0; i < streams; i++) {
            Socket socket = connect(port);
            sockets.add(socket);
            open += isAdmitted(socket) ? 1 : 0;
            if (i >= silent) {
                read(socket);
            }
        }
        admitted = open;
    }

    /**
     * Opens streams.
     *
     * @param silent how many of them read only the first line
     */
    public static PageReaders open(int port, int streams, int silent) throws IOException {
        return new PageReaders(port, streams, silent);
    }

    /** How many streams the service has admitted. */
    public int admitted() {
        return admitted;
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /** Uses a small buffer, so that it fills up soon if nothing reads it. */
    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(SMALL);
        socket.setSoTimeout(SOCKET_TIMEOUT_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), SOCKET_TIMEOUT_MILLIS);
        socket.getOutputStream().write(REQUEST);
        return socket;
    }

    private static boolean isAdmitted(Socket socket) throws IOException {
        byte[] status = socket.getInputStream().readNBytes(ADMITTED.length());
        return new String(status, US_ASCII).equals(ADMITTED);
    }

    private static void read(Socket socket) {
        Thread reader = new Thread(() -> drain(socket), "page-reader");
        reader.setDaemon(true);
        reader.start();
    }

    private static void drain(Socket socket) {
        try (InputStream stream = socket.getInputStream()) {
            stream.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // closed by close() while reading
        }
    }
}
