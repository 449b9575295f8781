package io.orderpipeline.notifications.delivery;

import io.orderpipeline.broker.inbox.DeadLetters;
import io.orderpipeline.broker.inbox.ProcessedNotifications;
import io.orderpipeline.notifications.notification.LogNotifier;
import io.orderpipeline.notifications.notification.Notifier;
import io.orderpipeline.notifications.notification.NotifyCustomer;
import io.orderpipeline.notifications.notification.SentListener;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Handles events from the bus and notifies the customer. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RetryProperties.class)
class DeliveryConfiguration {

    @Bean
    @ConditionalOnProperty(name = "pipeline.notifier", havingValue = "log", matchIfMissing = true)
    Notifier logNotifier() {
        return new LogNotifier();
    }

    @Bean
    NotifyCustomer notifyCustomer(Notifier notifier, ProcessedNotifications processed, SentListener listener) {
        return new NotifyCustomer(notifier, processed, listener);
    }

    @Bean
    DeliveryAttempt deliveryAttempt(NotifyCustomer notifyCustomer, ObjectProvider<AttemptTracer> tracer) {
        return new DeliveryAttempt(notifyCustomer, tracer.getIfAvailable(AttemptTracer::none));
    }

    @Bean
    ScheduledRetryTimer retryTimer() {
        return new ScheduledRetryTimer();
    }

    @Bean
    OrderCreatedHandler orderCreatedHandler(
            DeliveryAttempt attempt, DeadLetters deadLetters, RetryProperties retry, ScheduledRetryTimer timer) {
        return new OrderCreatedHandler(attempt, deadLetters, retry.policy(), timer, Clock.systemUTC());
    }
}
