package io.orderpipeline.tools.check;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Hostile clients that a service on this machine must survive; prints how many got which answer.
 *
 * <p>Usage: {@code java -cp tools.jar io.orderpipeline.tools.check.HostileClients port KIND clients amount}, where KIND is
 *
 * <ul>
 *   <li>{@code drip}: half send a byte of the body per second, half send nothing, for {@code amount} seconds
 *   <li>{@code headers}: the same with headers
 *   <li>{@code deaf}: each sends many requests and reads no answer, for {@code amount} seconds
 *   <li>{@code flood}: bodies of {@code amount} megabytes, far over the limit, with a Content-Length or chunked
 * </ul>
 */
public final class HostileClients {

    private static final int CONNECT_MILLIS = 5_000;
    private static final int ANSWER_MILLIS = 5_000;
    private static final int SMALLEST_BUFFER = 1_024;
    private static final byte[] MANY_REQUESTS = "GET /orders?limit=1000 HTTP/1.1\r\nHost: localhost\r\n\r\n"
            .repeat(15)
            .getBytes(US_ASCII);
    private static final byte[] HALF_A_HEAD = "GET /orders HTTP/1.1\r\nHost: localhost\r\nX-Slow: ".getBytes(US_ASCII);

    private final int port;
    private final Map<String, Integer> answers = new TreeMap<>();

    private HostileClients(int port) {
        this.port = port;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        HostileClients hostile = new HostileClients(Integer.parseInt(arguments[0]));
        String kind = arguments[1];
        int clients = Integer.parseInt(arguments[2]);
        int amount = Integer.parseInt(arguments[3]);
        switch (kind) {
            case "drip" -> hostile.drip(clients, amount, head("Content-Length: 1000"), '{');
            case "headers" -> hostile.drip(clients, amount, HALF_A_HEAD, 'x');
            case "deaf" -> hostile.deaf(clients, amount);
            case "flood" -> hostile.flood(clients, amount);
            default -> throw new IllegalArgumentException("unknown kind of clients: " + kind);
        }
        System.out.println(kind + " answers=" + hostile.answers);
    }

    private void drip(int clients, int seconds, byte[] beginning, char drop) throws IOException {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            Socket socket = connect(new Socket());
            socket.getOutputStream().write(beginning);
            sockets.add(socket);
        }
        System.out.println("drip connected=" + sockets.size());
        for (int second = 0; second < seconds; second++) {
            for (int i = 0; i < sockets.size(); i += 2) {
                try {
                    sockets.get(i).getOutputStream().write(drop);
                } catch (IOException closed) {
                    // The service has answered and closed the connection; the answer is read below.
                    Thread.onSpinWait();
                }
            }
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
        }
        for (Socket socket : sockets) {
            count(socket);
        }
    }

    private void deaf(int clients, int seconds) throws IOException {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(SMALLEST_BUFFER);
            connect(socket).getOutputStream().write(MANY_REQUESTS);
            sockets.add(socket);
        }
        System.out.println("deaf connected=" + sockets.size());
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(seconds));
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void flood(int clients, int megabytes) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            boolean chunked = i % 2 == 0;
            Thread thread = new Thread(() -> flood(chunked, megabytes));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void flood(boolean chunked, int megabytes) {
        try {
            Socket socket = connect(new Socket());
            try {
                send(socket.getOutputStream(), chunked, megabytes);
            } catch (IOException refusedOnTheWay) {
                // The answer is read below.
                Thread.onSpinWait();
            }
            count(socket);
        } catch (IOException e) {
            count("not connected");
        }
    }

    private static void send(OutputStream out, boolean chunked, int megabytes) throws IOException {
        byte[] megabyte = new byte[1 << 20];
        out.write(head(chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + ((long) megabytes << 20)));
        for (int i = 0; i < megabytes; i++) {
            if (chunked) {
                out.write("100000\r\n".getBytes(US_ASCII));
            }
            out.write(megabyte);
            if (chunked) {
                out.write("\r\n".getBytes(US_ASCII));
            }
        }
    }

    private void count(Socket socket) {
        try (socket) {
            socket.setSoTimeout(ANSWER_MILLIS);
            String answer = new String(socket.getInputStream().readNBytes(12), US_ASCII);
            count(answer.startsWith("HTTP/1.1 ") ? answer.substring(9) : "closed");
        } catch (IOException e) {
            // If the service closes with unread bytes, a reset may arrive before the answer.
            count(String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("timed out") ? "none" : "closed");
        }
    }

    private synchronized void count(String answer) {
        answers.merge(answer, 1, Integer::sum);
    }

    private static byte[] head(String length) {
        return ("POST /orders HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + length + "\r\n\r\n")
                .getBytes(US_ASCII);
    }

    private Socket connect(Socket socket) throws IOException {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
        return socket;
    }
}
