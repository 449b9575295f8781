package io.orderpipeline.benchmarks.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A service in a separate JVM, from its start until it is closed. Its output goes to a file. */
public final class ServiceUnderTest implements AutoCloseable {

    private static final Pattern LISTENING = Pattern.compile("Order service listening on (\\d+) ");
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final long LOOK_MILLIS = 20;

    private final HttpClient management = HttpClient.newHttpClient();
    private final Process process;
    private final Path output;
    private final int managementPort;
    private final int port;

    private ServiceUnderTest(Process process, Path output, int managementPort)
            throws IOException, InterruptedException {
        this.process = process;
        this.output = output;
        this.managementPort = managementPort;
        this.port = awaitPort();
    }

    /** The order service with a store that does nothing. */
    public static ServiceUnderTest forgetful(Path folder) {
        return program(folder, ForgetfulOrderService.class);
    }

    /** Both services in one JVM, without the live page. */
    public static ServiceUnderTest pageless(Path folder) {
        return program(folder, PagelessPipeline.class);
    }

    private static ServiceUnderTest program(Path folder, Class<?> program) {
        String classpath = System.getProperty("java.class.path");
        return start(folder, Jvm.usual(), List.of("-cp", classpath, program.getName()));
    }

    /** Only the order service, on its files. */
    public static ServiceUnderTest orders(Path folder, Jvm jvm) {
        return jar(folder, ordersJar(), jvm);
    }

    /** Both services in one JVM. */
    public static ServiceUnderTest pipeline(Path folder, Jvm jvm) {
        return jar(folder, launcherJar(), jvm);
    }

    /** Both services in one JVM, from another jar. */
    public static ServiceUnderTest jar(Path folder, Path jar, Jvm jvm) {
        return start(folder, jvm, List.of("-jar", jar.toString()));
    }

    /** The order service's jar, built with this module. */
    public static Path ordersJar() {
        return built(Path.of("order-service", "target", "order-service-exec.jar"));
    }

    /** The jar of the Spring Modulith application, built with this module. */
    public static Path peerJar() {
        return built(Path.of("benchmarks", "peer", "target", "modulith-peer.jar"));
    }

    /** The launcher's jar, built with this module. */
    public static Path launcherJar() {
        return built(Path.of("launcher", "target", "order-pipeline.jar"));
    }

    private static Path built(Path jar) {
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " does not exist: build the project, and run from its folder");
        }
        return jar.toAbsolutePath();
    }

    /** The port of the orders API. */
    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    /** CPU time since the JVM started. */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** Posts to a management operation of the notification service, such as {@code relay}. */
    public void manage(String operation, String json) throws IOException, InterruptedException {
        ask(operation, request -> request.header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    /** The seq up to which all events are notified. */
    public long doneSeq() throws IOException, InterruptedException {
        return member("doneSeq", ask("relay", HttpRequest.Builder::GET));
    }

    /** The number of events not yet notified. */
    public long backlog() throws IOException, InterruptedException {
        return member("backlog", ask("relay", HttpRequest.Builder::GET));
    }

    private String ask(String operation, UnaryOperator<HttpRequest.Builder> request)
            throws IOException, InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + managementPort + "/actuator/" + operation);
        HttpResponse<String> answer = management.send(
                request.apply(HttpRequest.newBuilder(address)).build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(operation + " answered " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private static long member(String name, String json) throws IOException {
        Matcher found = Pattern.compile('"' + name + "\":(\\d+)").matcher(json);
        if (!found.find()) {
            throw new IOException("no " + name + " in " + json);
        }
        return Long.parseLong(found.group(1));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static ServiceUnderTest start(Path folder, Jvm jvm, List<String> program) {
        try {
            Files.createDirectories(folder);
            Path output = folder.resolve("output.log");
            int managementPort = FreePort.find();
            List<String> arguments = List.of(
                    "--server.port=0",
                    "--pipeline.management.orders-port=0",
                    "--pipeline.management.notifications-port=" + managementPort,
                    "--pipeline.data-dir=" + folder.resolve("data"));
            Process process = new ProcessBuilder(jvm.command(program, arguments))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            // The service must not outlive this program, however it ends.
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new ServiceUnderTest(process, output, managementPort);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a service started", e);
        }
    }

    private int awaitPort() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (process.isAlive() && System.nanoTime() < deadline) {
            Optional<Integer> listening = portInOutput();
            if (listening.isPresent()) {
                return listening.get();
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        process.destroyForcibly();
        throw new IllegalStateException("a service did not start:\n" + Files.readString(output));
    }

    private Optional<Integer> portInOutput() throws IOException {
        try (Stream<String> lines = Files.lines(output)) {
            return lines.map(LISTENING::matcher)
                    .filter(Matcher::find)
                    .map(found -> Integer.valueOf(found.group(1)))
                    .findFirst();
        }
    }
}
