package io.orderpipeline.tools.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The packages that {@code mvn package} built in a project.
 *
 * @param root          the project's folder
 * @param orders        the JVM arguments that start the order service
 * @param notifications the JVM arguments that start the notification service
 */
public record Packages(Path root, List<String> orders, List<String> notifications) {

    public Packages {
        orders = List.copyOf(orders);
        notifications = List.copyOf(notifications);
    }

    /** The unchanged jars. */
    public static Packages of(Path root) {
        return new Packages(
                root,
                List.of("-jar", jar(root, "order-service").toString()),
                List.of("-jar", jar(root, "notification-service").toString()));
    }

    /** The runnable jar of a service. */
    public static Path jar(Path root, String service) {
        return root.resolve(service).resolve("target").resolve(service + "-exec.jar");
    }

    String serverClasspath(String adapter) throws IOException {
        return Files.readString(root.resolve("adapters/" + adapter + "/target/server.classpath"))
                .strip();
    }

    Path serverJar(String adapter, String namePart) throws IOException {
        for (String entry : serverClasspath(adapter).split(":", -1)) {
            if (entry.contains(namePart)) {
                return Path.of(entry);
            }
        }
        throw new IOException("no jar " + namePart + " on the classpath of the tests of " + adapter);
    }
}
