package io.orderpipeline.tools.cluster;

import java.util.Map;

/**
 * What a cluster is made of.
 *
 * @param broker   {@code kafka}, {@code rabbitmq} or {@code redis}
 * @param packages what the services are started from
 * @param special  services that are started from something else
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
