package io.orderpipeline.rabbitmq;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The bus on RabbitMQ. Addresses, security and all else are {@code spring.rabbitmq}'s.
 *
 * @param createQueue whether to create the exchange and the queue where there are none; otherwise they are only checked
 */
@ConfigurationProperties("pipeline.rabbitmq")
record RabbitBusProperties(@DefaultValue("true") boolean createQueue) {}
