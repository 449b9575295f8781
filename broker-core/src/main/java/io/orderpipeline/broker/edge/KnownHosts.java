package io.orderpipeline.broker.edge;

import io.orderpipeline.broker.startup.PropertyRefusedException;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The names by which a port on loopback may be called. An instance is always valid.
 *
 * @param allowedHosts names or addresses without a port, besides localhost, 127.0.0.1 and [::1]
 */
@ConfigurationProperties("pipeline.management")
public record KnownHosts(@DefaultValue List<String> allowedHosts) {

    private static final List<String> ALWAYS = List.of("localhost", "127.0.0.1", "[::1]");

    public KnownHosts {
        allowedHosts = List.copyOf(allowedHosts);
        for (String host : allowedHosts) {
            if (!host.matches("[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]")) {
                throw new PropertyRefusedException(
                        "pipeline.management.allowed-hosts", host, "use names or addresses, without scheme and port");
            }
        }
    }

    /** Whether a port may be called so. */
    boolean contains(String host) {
        return ALWAYS.contains(host.toLowerCase(Locale.ROOT))
                || allowedHosts.stream().anyMatch(host::equalsIgnoreCase);
    }
}
