package io.orderpipeline.tools;

import io.orderpipeline.tools.edited.BrokenVariant;
import io.orderpipeline.tools.edited.BrokenVariants;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The options of a run.
 *
 * @param length  duration of the load and the faults
 * @param seed    for the faults, the competing orders and the wrong clock
 * @param rate    orders per second
 * @param before  a project folder with the packages of another version, used for the first service of each kind, or null
 * @param broken  a variant that must be caught, or null to run the unchanged services
 * @param control a variant whose faults the unchanged services must survive, or null
 */
record ProofOptions(
        Path root,
        String broker,
        Duration length,
        long seed,
        double rate,
        int orderServices,
        int notificationServices,
        @Nullable Path before,
        @Nullable BrokenVariant broken,
        @Nullable BrokenVariant control) {

    private static final Set<String> KNOWN = Set.of(
            "root", "broker", "seconds", "seed", "rate", "orders", "notifications", "before", "broken", "control");

    /** Parses arguments of the form {@code --name=value}. */
    static ProofOptions parse(String[] arguments) {
        Map<String, String> values = new HashMap<>();
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            String name = parts[0].startsWith("--") ? parts[0].substring(2) : "";
            if (parts.length != 2 || !KNOWN.contains(name)) {
                throw new IllegalArgumentException("unknown argument " + argument + "; there are " + KNOWN);
            }
            values.put(name, parts[1]);
        }
        return new ProofOptions(
                Path.of(values.getOrDefault("root", ".")).toAbsolutePath().normalize(),
                values.getOrDefault("broker", "kafka"),
                Duration.ofSeconds(Long.parseLong(values.getOrDefault("seconds", "600"))),
                values.containsKey("seed") ? Long.parseLong(values.get("seed")) : System.nanoTime() >>> 10,
                Double.parseDouble(values.getOrDefault("rate", "30")),
                Integer.parseInt(values.getOrDefault("orders", "2")),
                Integer.parseInt(values.getOrDefault("notifications", "2")),
                folder(values.get("before")),
                variant(values.get("broken")),
                variant(values.get("control")));
    }

    private static @Nullable Path folder(@Nullable String name) {
        return name == null ? null : Path.of(name).toAbsolutePath().normalize();
    }

    private static @Nullable BrokenVariant variant(@Nullable String name) {
        return name == null ? null : BrokenVariants.named(name);
    }

    @Override
    public String toString() {
        return "seed=" + seed + " broker=" + broker + " seconds=" + length.toSeconds() + " rate=" + rate + " orders="
                + orderServices + " notifications=" + notificationServices
                + (before == null ? "" : " before=" + before)
                + (broken == null ? "" : " broken=" + broken.name())
                + (control == null ? "" : " control=" + control.name());
    }
}
