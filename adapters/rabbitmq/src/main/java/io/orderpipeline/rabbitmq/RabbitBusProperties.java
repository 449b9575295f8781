package io.orderpipeline.rabbitmq;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The bus on RabbitMQ. Addresses, security and everything else are under {@code spring.rabbitmq}.
 *
 * @param createQueue whether to create a missing exchange and queue; otherwise it is only checked that they exist
 */
@ConfigurationProperties("pipeline.rabbitmq")
record RabbitBusProperties(@DefaultValue("true") boolean createQueue) {}
