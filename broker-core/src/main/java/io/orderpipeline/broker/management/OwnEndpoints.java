package io.orderpipeline.broker.management;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.actuate.endpoint.EndpointId;

/** The endpoints that are not Spring Boot's. */
final class OwnEndpoints {

    private static final Set<EndpointId> IDS = Stream.of("deadletters", "redrive", "relay", "replay")
            .map(EndpointId::of)
            .collect(Collectors.toUnmodifiableSet());

    private OwnEndpoints() {}

    static boolean contain(EndpointId endpoint) {
        return IDS.contains(endpoint);
    }
}
