package io.orderpipeline.tools.edited;

import java.util.List;

/**
 * A service whose wall clock is wrong. All of a service's own times come from the clocks made in these classes, since the build forbids any
 * other; what its libraries read stays right.
 */
public final class ClockShift {

    private static final String RIGHT = "Clock.systemUTC()";

    private ClockShift() {}

    /** Makes every clock wrong by so many seconds. */
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
