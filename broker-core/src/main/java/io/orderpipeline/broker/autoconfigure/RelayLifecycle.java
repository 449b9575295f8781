package io.orderpipeline.broker.autoconfigure;

import io.orderpipeline.broker.bus.StoppableHandler;
import io.orderpipeline.broker.relay.OutboxRelay;
import io.orderpipeline.broker.relay.Replays;
import java.util.List;
import org.springframework.context.SmartLifecycle;

/**
 * Runs the relay and the replays while the context runs. It starts after the stores and the subscriber, if this service has one, and
 * before the web server.
 */
final class RelayLifecycle implements SmartLifecycle {

    /** Below the phases of a web server, which stops first and starts last. */
    static final int PHASE = DEFAULT_PHASE - 4096;

    private final OutboxRelay relay;
    private final Replays replays;
    private final List<StoppableHandler> handlers;
    private volatile boolean running;

    /** @param handlers the handlers in this JVM that the relay delivers to */
    RelayLifecycle(OutboxRelay relay, Replays replays, List<StoppableHandler> handlers) {
        this.relay = relay;
        this.replays = replays;
        this.handlers = handlers;
    }

    @Override
    public void start() {
        running = true;
        relay.start();
    }

    /**
     * Stops the handlers before it waits, so that they return the events they keep for another attempt. Relay and replay finish at the same
     * time: their grace periods do not add up.
     */
    @Override
    public void stop() {
        relay.requestStop();
        handlers.forEach(StoppableHandler::stop);
        replays.stop();
        relay.stop();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
