package io.orderpipeline.broker.wire;

import io.orderpipeline.broker.LogValue;
import io.orderpipeline.broker.bus.EventHandler;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.wire.ConsumerStatus.State;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One subscription: a thread that receives until it is stopped, and reconnects whenever its connection ends. */
final class ReceiveThread {

    private static final Logger log = LoggerFactory.getLogger(ReceiveThread.class);

    /** Time a stop may take after the grace period, to acknowledge and disconnect. */
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(3);

    private static final Duration LAST_MOMENT = Duration.ofSeconds(1);

    private final String group;
    private final Receiver.Connector connector;
    private final EventHandler handler;
    private final ReceiveSettings settings;
    private final CountDownLatch stopRequested = new CountDownLatch(1);
    private final Thread thread;
    private final Pauses pauses;
    private final Consumption consumption;
    private final ConsumerState state = new ConsumerState(System::nanoTime);
    private boolean disconnected;
    private long disconnectedSince;

    ReceiveThread(
            String group,
            Receiver.Connector connector,
            EventHandler handler,
            ReceiveSettings settings,
            Consumption consumption) {
        this.group = group;
        this.connector = connector;
        this.handler = handler;
        this.settings = settings;
        this.consumption = consumption;
        this.pauses = new Pauses(settings, System::nanoTime);
        this.thread = new Thread(this::run, "bus-" + group);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /**
     * Stops receiving, waits for the events being handled and disconnects. Returns within four seconds of the grace period, whatever the
     * thread is blocked in.
     */
    void stop() {
        stopRequested.countDown();
        try {
            thread.join(settings.stopGrace().plus(LONGEST_CLOSE).toMillis());
            // No effect if it has ended. If not, it is stuck, and its events are delivered again.
            thread.interrupt();
            thread.join(LAST_MOMENT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    ConsumerStatus status() {
        return state.shown();
    }

    private void run() {
        try {
            while (!isStopRequested()) {
                receive();
                waitBeforeNext();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            state.endStep(State.STOPPED, "the consumer has ended", 0);
        }
    }

    private void waitBeforeNext() throws InterruptedException {
        boolean unused = stopRequested.await(pauses.left().toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Receives over one connection until it ends or a stop is requested. */
    private void receive() {
        state.beginStep();
        try (Receiver receiver = connector.connect(group)) {
            ReceiveLoop loop = new ReceiveLoop(group, receiver, handler, settings, System::nanoTime);
            while (!isStopRequested()) {
                state.beginStep();
                consumption.count(loop.step());
                report(loop, receiver.silence());
            }
            loop.finish();
        } catch (RuntimeException | Error e) {
            // Errors too, such as OutOfMemoryError: without this thread no event is received until a restart.
            failed(e);
        }
    }

    private void report(ReceiveLoop loop, String silence) {
        if (silence.isEmpty()) {
            connected();
            state.endStep(loop.outage().isEmpty() ? State.RECEIVING : State.OUTAGE, loop.outage(), loop.inHand());
        } else {
            disconnected(silence, null);
            state.endStep(State.DISCONNECTED, silence, loop.inHand());
        }
    }

    private void connected() {
        if (disconnected) {
            disconnected = false;
            log.info(
                    "consumer.connected group={} lasted={}ms",
                    group,
                    Duration.ofNanos(System.nanoTime() - disconnectedSince).toMillis());
        }
        pauses.reset();
    }

    private void failed(Throwable failure) {
        if (isStopRequested()) {
            return;
        }
        pauses.begin(failure);
        boolean expected = failure instanceof Outage;
        String reason = String.valueOf(expected ? failure.getMessage() : failure);
        disconnected(reason, expected ? null : failure);
        state.endStep(State.DISCONNECTED, reason, 0);
    }

    private void disconnected(String reason, @Nullable Throwable unexpected) {
        if (!disconnected) {
            disconnected = true;
            disconnectedSince = System.nanoTime();
            log.warn("consumer.disconnected group={} reason={}", group, LogValue.quoted(reason), unexpected);
        }
    }

    private boolean isStopRequested() {
        return stopRequested.getCount() == 0;
    }
}
