package io.orderpipeline.orders.edge;

import io.orderpipeline.broker.startup.PropertyRefusedException;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of the orders API.
 *
 * @param maxBody        largest request body, from 1 byte to 16 MB; a larger one is refused before it is parsed
 * @param headerDeadline time from the first byte of a request to the end of its header, at least 100 ms
 * @param bodyDeadline   time from a request's header to the end of its body, at least 100 ms
 */
@ConfigurationProperties("pipeline.http")
public record EdgeProperties(
        @DefaultValue("256KB") DataSize maxBody,
        @DefaultValue("10s") Duration headerDeadline,
        @DefaultValue("10s") Duration bodyDeadline) {

    private static final DataSize LARGEST = DataSize.ofMegabytes(16);

    public EdgeProperties {
        if (maxBody.toBytes() < 1 || maxBody.compareTo(LARGEST) > 0) {
            throw new PropertyRefusedException("pipeline.http.max-body", maxBody.toString(), "use 1B to 16MB");
        }
        requireSense("pipeline.http.header-deadline", headerDeadline);
        requireSense("pipeline.http.body-deadline", bodyDeadline);
    }

    private static void requireSense(String name, Duration deadline) {
        if (deadline.toMillis() < 100) {
            throw new PropertyRefusedException(name, deadline.toMillis() + "ms", "use at least 100ms");
        }
    }
}
