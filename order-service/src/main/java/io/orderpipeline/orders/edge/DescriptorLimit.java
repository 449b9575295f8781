package io.orderpipeline.orders.edge;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns at startup when connections could use up every file descriptor of the process; orders would then get 503 because files cannot be
 * opened.
 *
 * @param limit how many descriptors the process may have open; 0 where the system does not say
 * @param open  how many it has open now
 */
record DescriptorLimit(long limit, long open) {

    private static final Logger log = LoggerFactory.getLogger(DescriptorLimit.class);

    /** For files being read, closed segments, management, and outgoing calls. */
    private static final long SPARE = 128;

    /** Of this process, now. */
    static DescriptorLimit ofThisProcess() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? new DescriptorLimit(system.getMaxFileDescriptorCount(), system.getOpenFileDescriptorCount())
                : new DescriptorLimit(0, 0);
    }

    void warnOf(int maxConnections) {
        advice(maxConnections).ifPresent(advice -> log.warn("descriptors.few {}", advice));
    }

    /** What to change, as one line; empty when the limit is high enough for this many connections. */
    Optional<String> advice(int maxConnections) {
        long needed = open + SPARE + maxConnections;
        if (limit <= 0 || needed <= limit) {
            return Optional.empty();
        }
        return Optional.of("limit=" + limit + " needed=" + needed + " max_connections=" + maxConnections
                + " -> raise the limit of open files (ulimit -n, LimitNOFILE) to " + needed
                + ", or set server.tomcat.max-connections to "
                + Math.max(1, limit - open - SPARE));
    }
}
