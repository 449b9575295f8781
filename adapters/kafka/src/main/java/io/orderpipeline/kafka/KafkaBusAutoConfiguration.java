package io.orderpipeline.kafka;

import io.orderpipeline.broker.LogValue;
import io.orderpipeline.broker.bus.EventHandler;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.wire.Consumption;
import io.orderpipeline.broker.wire.PolledSource;
import io.orderpipeline.broker.wire.QueuedPublisher;
import io.orderpipeline.broker.wire.ReceiveSettings;
import io.orderpipeline.broker.wire.WireMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;

/** The bus on Kafka: a service with an event handler receives, any other sends. */
@AutoConfiguration(
        after = KafkaAutoConfiguration.class,
        beforeName = "io.orderpipeline.broker.autoconfigure.SubscriberAutoConfiguration")
@ConditionalOnProperty(name = "pipeline.broker", havingValue = "kafka")
@EnableConfigurationProperties(KafkaBusProperties.class)
class KafkaBusAutoConfiguration {

    private static final Logger log = LoggerFactory.getLogger(KafkaBusAutoConfiguration.class);

    /** Checks the topic at once, so that an unsuitable one prevents the start; if Kafka is unreachable, it is checked later. */
    @Bean
    KafkaTopic kafkaTopic(KafkaAdmin admin, KafkaBusProperties properties) {
        KafkaTopic topic = new KafkaTopic(WireMessage.TOPIC, admin.getConfigurationProperties(), properties);
        try {
            topic.requireLargestEventFits();
        } catch (Outage e) {
            log.warn("broker.away broker=kafka reason={}", LogValue.quoted(e.reason()));
        }
        return topic;
    }

    @Bean
    @ConditionalOnMissingBean(EventHandler.class)
    QueuedPublisher eventPublisher(ProducerFactory<?, ?> factory, KafkaTopic topic) {
        return new QueuedPublisher(new KafkaSender(KafkaSettings.sending(factory.getConfigurationProperties()), topic));
    }

    @Bean
    @ConditionalOnBean(EventHandler.class)
    Consumption consumption() {
        return new Consumption();
    }

    @Bean
    @ConditionalOnBean(EventHandler.class)
    PolledSource eventSource(ConsumerFactory<?, ?> factory, KafkaTopic topic, Consumption consumption) {
        return new PolledSource(
                new KafkaConnector(KafkaSettings.receiving(factory.getConfigurationProperties()), topic),
                ReceiveSettings.usual(),
                consumption);
    }
}
