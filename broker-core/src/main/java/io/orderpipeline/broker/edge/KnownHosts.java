package io.orderpipeline.broker.edge;

import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The host names accepted in requests to a port on loopback.
 *
 * @param allowedHosts names or addresses without a port, in addition to localhost, 127.0.0.1 and [::1]
 */
@Validated
@ConfigurationProperties("pipeline.management")
public record KnownHosts(
        @DefaultValue
        List<
                        @Pattern(
                                regexp = "[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]",
                                message = "use names or addresses, without scheme and port")
                        String>
                allowedHosts) {

    private static final List<String> ALWAYS = List.of("localhost", "127.0.0.1", "[::1]");

    public KnownHosts {
        allowedHosts = List.copyOf(allowedHosts);
    }

    /** Whether requests may name this host. */
    boolean contains(String host) {
        return ALWAYS.contains(host.toLowerCase(Locale.ROOT))
                || allowedHosts.stream().anyMatch(host::equalsIgnoreCase);
    }
}
