package io.orderpipeline.broker.bus;

/** A handler that may keep events for a while, for example until the next attempt. It is started when created. */
public interface StoppableHandler extends EventHandler {

    /** Accepts events again after a {@link #stop}. */
    void start();

    /** Accepts no more events and returns those it keeps: they fail with an {@link Outage}. Returns at once. */
    void stop();
}
