package io.orderpipeline.tools.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.stream.Collectors;

/** One connection to an order service on this machine, reopened after each failure. Not thread-safe. */
public final class OrderClient implements AutoCloseable {

    private static final int CONNECT_MILLIS = 2_000;
    /** Longer than the service takes to find out whether a commit succeeded. */
    private static final int READ_MILLIS = 15_000;

    private final int port;
    private Socket socket = new Socket();
    private InputStream in = InputStream.nullInputStream();

    public OrderClient(int port) {
        this.port = port;
    }

    /**
     * The service's answer.
     *
     * @param status 0 if no complete answer arrived
     */
    public record Reply(int status, String body) {

        static final Reply NONE = new Reply(0, "");

        public Answer answer() {
            if (status == 202) {
                return Answer.ACCEPTED;
            }
            return status == 0 || (status == 503 && body.contains("unknown")) ? Answer.UNKNOWN : Answer.REFUSED;
        }
    }

    /** False if nothing accepts connections at the port. */
    public boolean isServiceThere() {
        try {
            connectUnlessConnected();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Places an order; never fails. */
    public Reply place(Attempt.PlacedOrder order) {
        String key = order.idempotencyKey() == null ? "" : "Idempotency-Key: " + order.idempotencyKey() + "\r\n";
        String body = "{\"orderId\":\"" + order.orderId() + "\",\"itemId\":"
                + order.itemIds().stream().collect(Collectors.joining("\",\"", "[\"", "\"]")) + "}";
        String head = "POST /orders HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + key
                + "Content-Length: " + body.getBytes(UTF_8).length + "\r\n\r\n";
        try {
            connectUnlessConnected();
            socket.getOutputStream().write((head + body).getBytes(UTF_8));
            return readReply();
        } catch (IOException e) {
            close();
            return Reply.NONE;
        }
    }

    private Reply readReply() throws IOException {
        int status = 0;
        int length = 0;
        boolean ends = false;
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("http/1.1 ")) {
                status = Integer.parseInt(line.substring(9, 12));
            } else if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).strip());
            } else if (lower.startsWith("connection:") && lower.contains("close")) {
                ends = true;
            }
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("the service closed the connection");
        }
        if (ends) {
            close();
        }
        return new Reply(status, new String(body, UTF_8));
    }

    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int character = in.read(); character != '\n'; character = in.read()) {
            if (character < 0) {
                throw new EOFException("the service closed the connection");
            }
            if (character != '\r') {
                line.append((char) character);
            }
        }
        return line.toString();
    }

    private void connectUnlessConnected() throws IOException {
        if (socket.isConnected() && !socket.isClosed()) {
            return;
        }
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
        socket.setSoTimeout(READ_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            in = InputStream.nullInputStream();
        }
    }
}
