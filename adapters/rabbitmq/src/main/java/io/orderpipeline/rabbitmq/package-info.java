/** The bus on RabbitMQ: an exchange, and a quorum queue for each subscriber. */
@NullMarked
package io.orderpipeline.rabbitmq;

import org.jspecify.annotations.NullMarked;
