package io.orderpipeline.kafka;

import org.hibernate.validator.constraints.Range;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The topic on Kafka. Addresses, security and all else are {@code spring.kafka}'s.
 *
 * @param createTopic whether to create the topic where there is none; otherwise it is only checked
 * @param partitions  of a topic that is created, 1 to 1000: how many notification services can share the work
 * @param replication of a topic that is created, 1 to 10 brokers; 0 leaves it to the broker
 */
@Validated
@ConfigurationProperties("pipeline.kafka")
record KafkaBusProperties(
        @DefaultValue("true") boolean createTopic,
        @DefaultValue("12") @Range(min = 1, max = 1_000) int partitions,
        @DefaultValue("0") @Range(max = 10) int replication) {}
