package io.orderpipeline.notifications.management;

import io.orderpipeline.broker.inbox.DeadLetters;
import io.orderpipeline.notifications.delivery.DeadLetterOffice;
import io.orderpipeline.notifications.delivery.DeliveryAttempt;
import io.orderpipeline.notifications.delivery.OrderCreatedHandler;
import io.orderpipeline.notifications.notification.NotifyCustomer;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The management endpoints that only this service has. */
@Configuration(proxyBeanMethods = false)
class ManagementConfiguration {

    @Bean
    DeadLetterOffice deadLetterOffice(DeadLetters deadLetters, DeliveryAttempt attempt) {
        return new DeadLetterOffice(deadLetters, attempt, Clock.systemUTC());
    }

    @Bean
    LatestRedrive latestRedrive(DeadLetterOffice office) {
        return new LatestRedrive(office);
    }

    @Bean
    DeadLettersEndpoint deadLettersEndpoint(DeadLetterOffice office, LatestRedrive redrive) {
        return new DeadLettersEndpoint(office, redrive);
    }

    @Bean
    RedriveEndpoint redriveEndpoint(LatestRedrive redrive) {
        return new RedriveEndpoint(redrive);
    }

    @Bean
    NotificationLatency notificationLatency() {
        return new NotificationLatency(Clock.systemUTC());
    }

    @Bean
    DeliveryMeters deliveryMeters(NotifyCustomer notifyCustomer, OrderCreatedHandler handler, DeadLetters deadLetters) {
        return new DeliveryMeters(notifyCustomer, handler, deadLetters);
    }
}
