package io.orderpipeline.redis;

import io.orderpipeline.broker.bus.Outage;

/** Translates Redis's exceptions into those of the bus. */
final class RedisFailures {

    private RedisFailures() {}

    static Outage outage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return new Outage("Redis: " + (message == null ? root.getClass().getSimpleName() : message));
    }
}
