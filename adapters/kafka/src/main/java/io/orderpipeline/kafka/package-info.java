/** The bus on Apache Kafka: one topic, keyed by orderId, and a consumer group for each subscriber. */
@NullMarked
package io.orderpipeline.kafka;

import org.jspecify.annotations.NullMarked;
