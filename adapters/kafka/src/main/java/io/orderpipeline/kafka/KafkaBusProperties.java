package io.orderpipeline.kafka;

import org.hibernate.validator.constraints.Range;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The topic on Kafka. Addresses, security and everything else are under {@code spring.kafka}.
 *
 * @param createTopic whether to create a missing topic; otherwise the topic is only checked
 * @param partitions  of a created topic, 1 to 1000: the most notification services that can share the work
 * @param replication of a created topic, 1 to 10 copies; 0 leaves it to the broker
 */
@Validated
@ConfigurationProperties("pipeline.kafka")
record KafkaBusProperties(
        @DefaultValue("true") boolean createTopic,
        @DefaultValue("12") @Range(min = 1, max = 1_000) int partitions,
        @DefaultValue("0") @Range(max = 10) int replication) {}
