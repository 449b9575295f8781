package io.orderpipeline.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.resource.Delay;
import io.orderpipeline.broker.LogValue;
import io.orderpipeline.broker.bus.EventHandler;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.wire.Consumption;
import io.orderpipeline.broker.wire.PolledSource;
import io.orderpipeline.broker.wire.QueuedPublisher;
import io.orderpipeline.broker.wire.ReceiveSettings;
import io.orderpipeline.broker.wire.WireMessage;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientConfigurationBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** The bus on Redis Streams: a service with an event handler receives, any other sends. */
@AutoConfiguration(
        after = DataRedisAutoConfiguration.class,
        beforeName = "io.orderpipeline.broker.autoconfigure.SubscriberAutoConfiguration")
@ConditionalOnProperty(name = "pipeline.broker", havingValue = "redis")
class RedisBusAutoConfiguration {

    private static final Logger log = LoggerFactory.getLogger(RedisBusAutoConfiguration.class);

    private static final Duration TAKEOVER = Duration.ofSeconds(6);
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(2);

    /** While Redis is unreachable, commands fail at once: queued ones would hold up a stop and fill the heap. */
    @Bean
    LettuceClientOptionsBuilderCustomizer failsWhileAway() {
        return options -> options.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(LONGEST_CONNECT)
                        .keepAlive(true)
                        .build());
    }

    @Bean
    LettuceClientConfigurationBuilderCustomizer answersSoon(Environment environment) {
        return configuration -> {
            if (!environment.containsProperty("spring.data.redis.timeout")) {
                configuration.commandTimeout(LONGEST_ANSWER);
            }
        };
    }

    /** By default the pauses grow to 30 s. */
    @Bean
    ClientResourcesBuilderCustomizer reconnectsSoon() {
        return resources -> resources.reconnectDelay(Delay.exponential(10, 1_000, TimeUnit.MILLISECONDS, 2));
    }

    /** Checks the server at once, so that an unsuitable one prevents the start; if it is unreachable, it is checked later. */
    @Bean
    RedisBus redisBus(LettuceConnectionFactory connections) {
        RedisBus bus = new RedisBus(connections, WireMessage.TOPIC, TAKEOVER);
        try {
            bus.requireDurabilityAtStart();
        } catch (Outage e) {
            log.warn("broker.away broker=redis reason={}", LogValue.quoted(e.reason()));
        }
        return bus;
    }

    @Bean
    @ConditionalOnMissingBean(EventHandler.class)
    QueuedPublisher eventPublisher(RedisBus bus) {
        return new QueuedPublisher(new RedisSender(bus));
    }

    @Bean
    @ConditionalOnBean(EventHandler.class)
    Consumption consumption() {
        return new Consumption();
    }

    @Bean
    @ConditionalOnBean(EventHandler.class)
    PolledSource eventSource(RedisBus bus, Consumption consumption) {
        return new PolledSource(bus, ReceiveSettings.usual(), consumption);
    }
}
