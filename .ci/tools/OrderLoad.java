import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Posts orders of two items to a service on this machine and writes down what it was told: a line "status orderId" for each.
 * Where no whole answer came back the status is "unknown". Ends after the given time or count, or when the service is gone.
 *
 * Usage: java OrderLoad.java port clients seconds orders-per-second(0: as fast as it goes) prefix ledger [most-orders]
 */
final class OrderLoad {

    private static final AtomicLong SERIAL = new AtomicLong();
    /** Shorter than the service asks for, so that it stays overloaded. */
    private static final long RETRY_PAUSE_NANOS = 200_000_000;

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[0]);
        int clients = Integer.parseInt(args[1]);
        long seconds = Long.parseLong(args[2]);
        double rate = Double.parseDouble(args[3]);
        String prefix = args[4];
        long most = args.length > 6 ? Long.parseLong(args[6]) : Long.MAX_VALUE;
        long start = System.nanoTime();
        long end = start + seconds * 1_000_000_000L;
        Map<String, Long> counts = new TreeMap<>();
        Map<Long, Long> perSecond = new TreeMap<>();
        List<Long> accepted = new ArrayList<>();
        long[] acceptedInThird = new long[3];
        try (PrintStream ledger = new PrintStream(args[5], StandardCharsets.UTF_8)) {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                Thread thread = new Thread(() -> {
                    try (Client client = new Client(port)) {
                        while (System.nanoTime() < end && client.isConnected()) {
                            long serial = SERIAL.incrementAndGet();
                            if (serial > most) {
                                break;
                            }
                            pace(start, rate, serial);
                            String orderId = prefix + "-" + serial;
                            long sent = System.nanoTime();
                            String status = client.post(String.format(Locale.ROOT, "{\"orderId\":\"%s\",\"itemId\":[\"%s-a\",\"%s-b\"]}", orderId, orderId, orderId));
                            synchronized (counts) {
                                ledger.println(status + " " + orderId);
                                counts.merge(status, 1L, Long::sum);
                                if (status.equals("202")) {
                                    accepted.add((System.nanoTime() - sent) / 1_000_000);
                                    int third = (int) Math.min(2, (System.nanoTime() - start) * 3 / (end - start));
                                    acceptedInThird[third]++;
                                }
                                perSecond.merge((System.nanoTime() - start) / 1_000_000_000L, 1L, Long::sum);
                            }
                            if (status.equals("503")) {
                                LockSupport.parkNanos(RETRY_PAUSE_NANOS);
                            }
                        }
                    }
                });
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
        double elapsed = (System.nanoTime() - start) / 1e9;
        long answered = counts.values().stream().mapToLong(Long::longValue).sum();
        long best = perSecond.values().stream().mapToLong(Long::longValue).max().orElse(0);
        Collections.sort(accepted);
        long p99 = accepted.isEmpty() ? 0 : accepted.get(accepted.size() * 99 / 100);
        System.out.printf(Locale.ROOT, "load seconds=%.1f per_second=%.0f best_second=%d accepted_p99_ms=%d accepted_in_thirds=%d,%d,%d answers=%s%n", elapsed,
                answered / elapsed, best, p99, acceptedInThird[0], acceptedInThird[1], acceptedInThird[2], counts);
    }

    private static void pace(long start, double rate, long serial) {
        if (rate > 0) {
            long due = start + (long) (serial / rate * 1e9);
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
        }
    }

    /** One connection, made anew whenever it was closed. */
    private static final class Client implements AutoCloseable {

        private final int port;
        private Socket socket = new Socket();
        private InputStream in = InputStream.nullInputStream();
        private boolean connected;

        Client(int port) {
            this.port = port;
            connect();
        }

        boolean isConnected() {
            return connected;
        }

        String post(String body) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            String head = "POST /orders HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: " + bytes.length + "\r\n\r\n";
            try {
                socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
                return readAnswer();
            } catch (IOException e) {
                connect();
                return "unknown";
            }
        }

        private String readAnswer() throws IOException {
            String status = "unknown";
            int length = 0;
            boolean close = false;
            for (String line = readLine(); !line.isEmpty(); line = readLine()) {
                String lower = line.toLowerCase(Locale.ROOT);
                if (lower.startsWith("http/1.1 ")) {
                    status = line.substring(9, 12);
                } else if (lower.startsWith("content-length:")) {
                    length = Integer.parseInt(lower.substring(15).strip());
                } else if (lower.startsWith("connection:") && lower.contains("close")) {
                    close = true;
                }
            }
            String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
            if (close) {
                connect();
            }
            return status.equals("503") && body.contains("unknown") ? "unknown" : status;
        }

        private String readLine() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int character = in.read(); character != '\n'; character = in.read()) {
                if (character < 0) {
                    throw new IOException("the service closed the connection");
                }
                if (character != '\r') {
                    line.append((char) character);
                }
            }
            return line.toString();
        }

        private void connect() {
            close();
            try {
                socket = new Socket();
                socket.setTcpNoDelay(true);
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2_000);
                socket.setSoTimeout(30_000);
                in = new BufferedInputStream(socket.getInputStream());
                connected = true;
            } catch (IOException e) {
                connected = false;
            }
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                connected = false;
            }
        }
    }
}
