import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that a service on this machine has to survive; prints how many got which answer.
 *
 * Usage: java HostileClients.java port drip connections seconds: bodies that come a byte a second, or not at all
 *        java HostileClients.java port headers connections seconds: the same of headers
 *        java HostileClients.java port deaf connections seconds: many requests each, and no answer is read
 *        java HostileClients.java port flood clients megabytes: bodies far over the limit, declared and chunked
 */
final class HostileClients {

    private static final Map<String, Integer> ANSWERS = new TreeMap<>();
    private static final byte[] HALF_A_HEAD = "GET /orders HTTP/1.1\r\nHost: localhost\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII);

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[0]);
        int clients = Integer.parseInt(args[2]);
        int amount = Integer.parseInt(args[3]);
        switch (args[1]) {
            case "drip" -> drip(port, clients, amount, head("Content-Length: 1000"), '{');
            case "headers" -> drip(port, clients, amount, HALF_A_HEAD, 'x');
            case "deaf" -> deaf(port, clients, amount);
            default -> flood(port, clients, amount);
        }
        System.out.println(args[1] + " answers=" + ANSWERS);
    }

    private static void drip(int port, int clients, int seconds, byte[] beginning, char drop) throws IOException {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            Socket socket = connect(port);
            socket.getOutputStream().write(beginning);
            sockets.add(socket);
        }
        System.out.println("drip connected=" + sockets.size());
        for (int second = 0; second < seconds; second++) {
            for (int i = 0; i < sockets.size(); i += 2) {
                try {
                    sockets.get(i).getOutputStream().write(drop);
                } catch (IOException closed) {
                    // Answered and closed by the service; the answer is read below.
                    LockSupport.parkNanos(1);
                }
            }
            LockSupport.parkNanos(1_000_000_000L);
        }
        for (Socket socket : sockets) {
            count(socket);
        }
    }

    private static void deaf(int port, int clients, int seconds) throws IOException {
        byte[] requests = "GET /orders?limit=1000 HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(15).getBytes(StandardCharsets.US_ASCII);
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(1_024);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5_000);
            socket.getOutputStream().write(requests);
            sockets.add(socket);
        }
        System.out.println("deaf connected=" + sockets.size());
        LockSupport.parkNanos(seconds * 1_000_000_000L);
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private static void flood(int port, int clients, int megabytes) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            boolean chunked = i % 2 == 0;
            Thread thread = new Thread(() -> flood(port, chunked, megabytes));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void flood(int port, boolean chunked, int megabytes) {
        byte[] megabyte = new byte[1 << 20];
        try {
            Socket socket = connect(port);
            OutputStream out = socket.getOutputStream();
            out.write(head(chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + ((long) megabytes << 20)));
            try {
                for (int i = 0; i < megabytes; i++) {
                    if (chunked) {
                        out.write("100000\r\n".getBytes(StandardCharsets.US_ASCII));
                    }
                    out.write(megabyte);
                    if (chunked) {
                        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                    }
                }
            } catch (IOException refusedOnTheWay) {
                LockSupport.parkNanos(1);
            }
            count(socket);
        } catch (IOException e) {
            count("not connected");
        }
    }

    private static void count(Socket socket) {
        try (socket) {
            socket.setSoTimeout(5_000);
            InputStream in = socket.getInputStream();
            String answer = new String(in.readNBytes(12), StandardCharsets.US_ASCII);
            count(answer.startsWith("HTTP/1.1 ") ? answer.substring(9) : "closed");
        } catch (IOException e) {
            // A reset may overtake the answer when the service closes with bytes unread.
            count(String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("timed out") ? "none" : "closed");
        }
    }

    private static synchronized void count(String answer) {
        ANSWERS.merge(answer, 1, Integer::sum);
    }

    private static byte[] head(String length) {
        return ("POST /orders HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5_000);
        return socket;
    }
}
