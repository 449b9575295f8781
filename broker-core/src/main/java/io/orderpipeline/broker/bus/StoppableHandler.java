package io.orderpipeline.broker.bus;

/** A handler that may keep events for a while, for example until another attempt. It is started when it is made. */
public interface StoppableHandler extends EventHandler {

    /** Takes events again after a {@link #stop}. */
    void start();

    /** Takes no more events, and gives back those it keeps: they fail with a {@link Outage}. Returns at once. */
    void stop();
}
