package io.orderpipeline.launcher.live;

import io.orderpipeline.broker.inbox.DeadLetters;
import io.orderpipeline.broker.inbox.ProcessedNotifications;
import io.orderpipeline.broker.relay.OutboxRelay;
import io.orderpipeline.notifications.delivery.DeadLetterOffice;
import io.orderpipeline.notifications.notification.NotifyCustomer;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;

/**
 * The parts of the notification service that the page needs; they are in a different context than the page's server.
 *
 * @param relay empty with a broker as the bus: then the relay is in the order service
 */
record NotificationSide(
        ObjectProvider<OutboxRelay> relay, Inbox inbox, DeadLetterOffice office, NotifyCustomer notifyCustomer) {

    static NotificationSide of(BeanFactory service) {
        return new NotificationSide(
                service.getBeanProvider(OutboxRelay.class),
                new Inbox(service.getBean(ProcessedNotifications.class), service.getBean(DeadLetters.class)),
                service.getBean(DeadLetterOffice.class),
                service.getBean(NotifyCustomer.class));
    }
}
