package io.orderpipeline.broker.wire;

import io.orderpipeline.broker.bus.EventHandler;
import io.orderpipeline.broker.bus.Outage;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One subscription: a thread that receives as long as it lasts, over one connection after the other. */
final class ReceiveThread {

    private static final Logger log = LoggerFactory.getLogger(ReceiveThread.class);

    /** What a stop may take beyond the grace of its events, to acknowledge and disconnect. */
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(3);

    private static final Duration LAST_MOMENT = Duration.ofSeconds(1);

    private final String group;
    private final Receiver.Connector connector;
    private final EventHandler handler;
    private final ReceiveSettings settings;
    private final CountDownLatch stopRequested = new CountDownLatch(1);
    private final Thread thread;
    private final Pauses pauses;
    private boolean disconnected;

    ReceiveThread(String group, Receiver.Connector connector, EventHandler handler, ReceiveSettings settings) {
        this.group = group;
        this.connector = connector;
        this.handler = handler;
        this.settings = settings;
        this.pauses = new Pauses(settings, System::nanoTime);
        this.thread = new Thread(this::run, "bus-" + group);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /**
     * Takes no more, waits for the events that are being handled and disconnects. Returns within the grace and four seconds, whatever the
     * thread is blocked in.
     */
    void stop() {
        stopRequested.countDown();
        try {
            thread.join(settings.stopGrace().plus(LONGEST_CLOSE).toMillis());
            // No effect on a thread that has ended. One that is still there is stuck: what it holds is delivered again.
            thread.interrupt();
            thread.join(LAST_MOMENT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!isStopRequested()) {
                receive();
                waitBeforeNext();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void waitBeforeNext() throws InterruptedException {
        if (stopRequested.await(pauses.left().toNanos(), TimeUnit.NANOSECONDS)) {
            log.debug("consumer.stopped group={}", group);
        }
    }

    /** Over one connection, until a stop or its end. */
    private void receive() {
        try (Receiver receiver = connector.connect(group)) {
            ReceiveLoop loop = new ReceiveLoop(group, receiver, handler, settings, System::nanoTime);
            while (!isStopRequested()) {
                loop.step();
                connected();
            }
            loop.finish();
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private void connected() {
        if (disconnected) {
            disconnected = false;
            log.info("consumer.connected group={}", group);
        }
        pauses.reset();
    }

    private void failed(RuntimeException failure) {
        if (isStopRequested()) {
            return;
        }
        pauses.begin(failure);
        if (!disconnected) {
            disconnected = true;
            boolean expected = failure instanceof Outage;
            log.warn(
                    "consumer.disconnected group={} reason=\"{}\"",
                    group,
                    expected ? failure.getMessage() : failure.toString(),
                    expected ? null : failure);
        }
    }

    private boolean isStopRequested() {
        return stopRequested.getCount() == 0;
    }
}
