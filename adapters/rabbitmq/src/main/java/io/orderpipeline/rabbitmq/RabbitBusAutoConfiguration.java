package io.orderpipeline.rabbitmq;

import com.rabbitmq.client.Address;
import com.rabbitmq.client.ConnectionFactory;
import io.orderpipeline.broker.LogValue;
import io.orderpipeline.broker.bus.EventHandler;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.wire.Consumption;
import io.orderpipeline.broker.wire.PolledSource;
import io.orderpipeline.broker.wire.QueuedPublisher;
import io.orderpipeline.broker.wire.ReceiveSettings;
import io.orderpipeline.broker.wire.WireMessage;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration;
import org.springframework.boot.amqp.autoconfigure.RabbitConnectionDetails;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** The bus on RabbitMQ: a service with an event handler receives, any other sends. */
@AutoConfiguration(
        after = RabbitAutoConfiguration.class,
        beforeName = "io.orderpipeline.broker.autoconfigure.SubscriberAutoConfiguration")
@ConditionalOnProperty(name = "pipeline.broker", havingValue = "rabbitmq")
@EnableConfigurationProperties(RabbitBusProperties.class)
class RabbitBusAutoConfiguration {

    private static final Logger log = LoggerFactory.getLogger(RabbitBusAutoConfiguration.class);

    private static final int LONGEST_CONNECT_MILLIS = 2_000;
    private static final int HEARTBEAT_SECONDS = 5;

    /** Only the configuration of Spring's factory is used: it pools channels, which would not keep messages in order. */
    @Bean
    RabbitBus rabbitBus(
            CachingConnectionFactory configured,
            RabbitConnectionDetails details,
            Environment environment,
            RabbitBusProperties properties) {
        ConnectionFactory connections = configured.getRabbitConnectionFactory();
        connections.setAutomaticRecoveryEnabled(false);
        if (!environment.containsProperty("spring.rabbitmq.connection-timeout")) {
            connections.setConnectionTimeout(LONGEST_CONNECT_MILLIS);
        }
        if (!environment.containsProperty("spring.rabbitmq.requested-heartbeat")) {
            connections.setRequestedHeartbeat(HEARTBEAT_SECONDS);
        }
        List<Address> addresses = details.getAddresses().stream()
                .map(address -> new Address(address.host(), address.port()))
                .toList();
        return new RabbitBus(connections, addresses, WireMessage.TOPIC, properties.createQueue());
    }

    @Bean
    @ConditionalOnMissingBean(EventHandler.class)
    QueuedPublisher eventPublisher(RabbitBus bus) {
        lookAtStart(bus::requireExchange);
        return new QueuedPublisher(new RabbitSender(bus));
    }

    @Bean
    @ConditionalOnBean(EventHandler.class)
    Consumption consumption() {
        return new Consumption();
    }

    @Bean
    @ConditionalOnBean(EventHandler.class)
    PolledSource eventSource(RabbitBus bus, Environment environment, Consumption consumption) {
        String group = environment.getRequiredProperty("spring.application.name");
        lookAtStart(() -> bus.requireQueue(group));
        return new PolledSource(bus, ReceiveSettings.usual(), consumption);
    }

    /** Anything with wrong settings prevents the start; if RabbitMQ is unreachable, it is checked later. */
    private static void lookAtStart(Runnable look) {
        try {
            look.run();
        } catch (Outage e) {
            log.warn("broker.away broker=rabbitmq reason={}", LogValue.quoted(e.reason()));
        }
    }
}
