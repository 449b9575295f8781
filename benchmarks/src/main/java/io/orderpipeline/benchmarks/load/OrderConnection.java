package io.orderpipeline.benchmarks.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One connection, with at most one request in flight. Not thread-safe. */
final class OrderConnection implements AutoCloseable {

    private static final byte[] LENGTH = "\r\ncontent-length:".getBytes(US_ASCII);
    private static final byte[] END_OF_HEADER = "\r\n\r\n".getBytes(US_ASCII);
    /** The offset after {@code HTTP/1.1 }. */
    private static final int STATUS_AT = 9;

    private final SocketChannel channel;
    private final ByteBuffer answer = ByteBuffer.allocate(8 << 10);

    private long serial;
    private long due;

    OrderConnection(int port, Selector selector) throws IOException {
        channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, this);
    }

    /**
     * Sends a request, which must fit into the socket's buffer.
     *
     * @param due when it should have been sent, by {@link System#nanoTime}
     */
    void send(ByteBuffer request, long serial, long due) throws IOException {
        this.serial = serial;
        this.due = due;
        answer.clear();
        while (request.hasRemaining()) {
            channel.write(request);
        }
    }

    long serial() {
        return serial;
    }

    long due() {
        return due;
    }

    /** Reads what has arrived; returns the status once the answer is complete, otherwise 0. */
    int receive() throws IOException {
        if (channel.read(answer) < 0) {
            throw new EOFException("the service closed the connection in the middle of order " + serial);
        }
        int header = indexOf(END_OF_HEADER, 0);
        if (header < 0) {
            return 0;
        }
        int length = indexOf(LENGTH, 0);
        if (length < 0 || length > header) {
            throw new IOException(
                    "an answer without Content-Length: " + new String(answer.array(), 0, header, US_ASCII));
        }
        int whole = header + END_OF_HEADER.length + number(length + LENGTH.length);
        return answer.position() < whole ? 0 : number(STATUS_AT);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private int indexOf(byte[] wanted, int from) {
        byte[] bytes = answer.array();
        for (int i = from; i <= answer.position() - wanted.length; i++) {
            int matched = 0;
            while (matched < wanted.length && lowerCase(bytes[i + matched]) == wanted[matched]) {
                matched++;
            }
            if (matched == wanted.length) {
                return i;
            }
        }
        return -1;
    }

    private static byte lowerCase(byte letter) {
        return letter >= 'A' && letter <= 'Z' ? (byte) (letter + 32) : letter;
    }

    private int number(int from) {
        int at = from;
        while (answer.get(at) == ' ') {
            at++;
        }
        int value = 0;
        for (byte digit = answer.get(at); digit >= '0' && digit <= '9'; digit = answer.get(++at)) {
            value = value * 10 + digit - '0';
        }
        return value;
    }
}
