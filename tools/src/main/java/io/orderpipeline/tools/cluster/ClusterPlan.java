package io.orderpipeline.tools.cluster;

import java.util.Map;

/**
 * The members of a cluster.
 *
 * @param broker   {@code kafka}, {@code rabbitmq} or {@code redis}
 * @param packages the packages that services are started from
 * @param special  other packages for some services, by service name
 */
public record ClusterPlan(
        String broker, int orderServices, int notificationServices, Packages packages, Map<String, Packages> special) {

    public ClusterPlan {
        special = Map.copyOf(special);
    }

    Packages packagesOf(String service) {
        return special.getOrDefault(service, packages);
    }
}
