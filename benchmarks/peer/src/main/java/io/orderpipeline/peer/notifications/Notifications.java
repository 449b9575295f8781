package io.orderpipeline.peer.notifications;

import io.orderpipeline.peer.orders.OrderCreated;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/** Notifies each item in the log. The registry retries an event until this returns; nothing filters out repeated notifications. */
@Component
class Notifications {

    private static final Logger log = LoggerFactory.getLogger(Notifications.class);

    @ApplicationModuleListener
    void on(OrderCreated order) {
        for (String itemId : order.itemIds()) {
            log.info("notification.sent orderId={} itemId={}", order.orderId(), itemId);
        }
    }
}
