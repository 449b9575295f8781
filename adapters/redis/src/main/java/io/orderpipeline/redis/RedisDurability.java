package io.orderpipeline.redis;

import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.springframework.data.redis.connection.RedisConnection;

/**
 * The settings Redis needs to keep what it has confirmed: by default it may lose the last second in a crash, and with
 * {@code no-appendfsync-on-rewrite} all that it confirms while it rewrites its file.
 */
final class RedisDurability {

    private static final Map<String, String> REQUIRED = Map.of(
            "appendonly", "yes",
            "appendfsync", "always",
            "no-appendfsync-on-rewrite", "no",
            "maxmemory-policy", "noeviction");

    private RedisDurability() {}

    /** What is wrong with the server's settings and how to change it; empty if nothing is. */
    static Optional<String> problem(RedisConnection connection) {
        return REQUIRED.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(required -> problem(connection, required.getKey(), required.getValue()))
                .flatMap(Optional::stream)
                .reduce((one, two) -> one + "; " + two);
    }

    private static Optional<String> problem(RedisConnection connection, String name, String required) {
        Properties found = connection.serverCommands().getConfig(name);
        String value = found == null ? "" : found.getProperty(name, "");
        return value.equals(required)
                ? Optional.empty()
                : Optional.of("Redis has " + name + "=" + value + ": set it to " + required + " in redis.conf");
    }
}
