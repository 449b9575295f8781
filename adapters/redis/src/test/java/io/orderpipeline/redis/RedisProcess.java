package io.orderpipeline.redis;

import io.orderpipeline.broker.wire.FreePort;
import io.orderpipeline.broker.wire.FrozenProcess;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import redis.embedded.core.ExecutableProvider;

/** A separate Redis process on a free port. It can be killed and restarted. */
final class RedisProcess implements AutoCloseable {

    private final Path folder;
    private final List<String> settings;
    private final int port = FreePort.find();
    private @Nullable Process process;

    private RedisProcess(Path folder, List<String> settings) {
        this.folder = folder;
        this.settings = settings;
    }

    /** With settings that keep what is confirmed. */
    static RedisProcess startIn(Path folder) {
        return startIn(folder, "--appendonly", "yes", "--appendfsync", "always");
    }

    static RedisProcess startIn(Path folder, String... settings) {
        RedisProcess redis = new RedisProcess(folder, List.of(settings));
        redis.start();
        return redis;
    }

    void start() {
        startWith(settings);
    }

    void startWith(List<String> settings) {
        try {
            File server = ExecutableProvider.newJarResourceProvider().get();
            List<String> command = new ArrayList<>(List.of(
                    server.getPath(),
                    "--port",
                    Integer.toString(port),
                    "--bind",
                    "127.0.0.1",
                    "--save",
                    "",
                    "--dir",
                    folder.toString()));
            command.addAll(settings);
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("redis.out").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(this::answers);
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            socket.setSoTimeout(1_000);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().read() == '+';
        } catch (IOException notYet) {
            return false;
        }
    }

    /** It keeps its connections but answers nothing. */
    void freeze() {
        FrozenProcess.freeze(Objects.requireNonNull(process));
    }

    void thaw() {
        FrozenProcess.thaw(Objects.requireNonNull(process));
    }

    /** Ends the process abruptly, as a crash would. */
    void kill() {
        Objects.requireNonNull(process).destroyForcibly().onExit().join();
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        kill();
    }
}
