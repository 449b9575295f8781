package io.orderpipeline.tools;

import io.orderpipeline.tools.cluster.Cluster;
import io.orderpipeline.tools.cluster.ClusterPlan;
import io.orderpipeline.tools.cluster.Packages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/**
 * Measures one, two and four order services on one PostgreSQL, alternating, without faults and with the relay running.
 *
 * <p>Usage: {@code java -cp tools.jar io.orderpipeline.tools.Scale project-folder rounds seconds}
 */
public final class Scale {

    private static final List<Integer> SERVICES = List.of(1, 2, 4);

    private Scale() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path root = Path.of(arguments[0]).toAbsolutePath().normalize();
        int rounds = Integer.parseInt(arguments[1]);
        long seconds = Long.parseLong(arguments[2]);
        Path work = Files.createTempDirectory("scale");
        // The server runs as another user.
        Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwx--x--x"));
        ClusterPlan plan = new ClusterPlan("kafka", 4, 0, Packages.of(root), Map.of());
        try (Cluster cluster = Cluster.start(plan, work)) {
            ScaleRound.measure(cluster, 4, "warm", seconds);
            for (int round = 1; round <= rounds; round++) {
                for (int services : SERVICES) {
                    System.out.println(ScaleRound.measure(cluster, services, "r" + round + "-" + services, seconds));
                }
            }
        }
        System.exit(0);
    }
}
