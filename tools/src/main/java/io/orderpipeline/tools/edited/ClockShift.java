package io.orderpipeline.tools.edited;

import java.util.List;

/**
 * Edits that give a service a wrong wall clock. A service reads time only from the clocks created in these classes, because the build
 * forbids any other; its libraries still read the right time.
 */
public final class ClockShift {

    private static final String RIGHT = "Clock.systemUTC()";

    private ClockShift() {}

    /** Shifts every clock by this many seconds. */
    public static List<Edit> of(int seconds) {
        String wrong = "Clock.offset(" + RIGHT + ", java.time.Duration.ofSeconds(" + seconds + "))";
        return List.of(
                new Edit("order-service", "io.orderpipeline.orders.placing.web.OrderWebConfiguration", RIGHT, wrong),
                new Edit(
                        "broker-core",
                        "io.orderpipeline.broker.management.RelayManagementAutoConfiguration",
                        RIGHT,
                        wrong),
                new Edit(
                        "notification-service",
                        "io.orderpipeline.notifications.delivery.DeliveryConfiguration",
                        RIGHT,
                        wrong),
                new Edit(
                        "notification-service",
                        "io.orderpipeline.notifications.webhook.WebhookConfiguration",
                        RIGHT,
                        wrong));
    }
}
