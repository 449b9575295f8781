package io.orderpipeline.notifications.management;

import io.orderpipeline.broker.inbox.DeadLetters;
import io.orderpipeline.broker.inbox.ProcessedNotifications;
import io.orderpipeline.broker.outbox.Outbox;
import io.orderpipeline.broker.relay.Replay;
import io.orderpipeline.notifications.delivery.DeadLetterOffice;
import io.orderpipeline.notifications.delivery.DeliveryAttempt;
import io.orderpipeline.notifications.delivery.OrderCreatedHandler;
import io.orderpipeline.notifications.notification.NotifyCustomer;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The endpoints of the management port that only this service has. */
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

    /** Where the relay is: it reads the outbox. */
    @Bean
    @ConditionalOnProperty(name = "pipeline.broker", havingValue = "in-process", matchIfMissing = true)
    ReplayEndpoint replayEndpoint(
            Outbox outbox, OrderCreatedHandler handler, ProcessedNotifications processed, DeadLetters deadLetters) {
        return new ReplayEndpoint(new Replay(outbox, handler, processed, deadLetters));
    }

    @Bean
    DeliveryMeters deliveryMeters(NotifyCustomer notifyCustomer, OrderCreatedHandler handler, DeadLetters deadLetters) {
        return new DeliveryMeters(notifyCustomer, handler, deadLetters);
    }
}
