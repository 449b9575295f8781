package io.orderpipeline.broker.startup;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.support.GenericApplicationContext;

class FailStopTests {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final List<Object> published = new ArrayList<>();
    private final LinkedBlockingQueue<Integer> exits = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Integer> halts = new LinkedBlockingQueue<>();

    @Test
    void refusesTrafficAndThenEndsTheProcessOnce() throws InterruptedException {
        try (GenericApplicationContext context = started()) {
            FailStop failStop = new FailStop(context, LONG, Thread::new, exits::add, halts::add);

            failStop.accept(new IllegalStateException("cannot sync orders.json: Input/output error"));
            failStop.accept(new IllegalStateException("cannot sync outbox.json: Input/output error"));

            assertThat(halts.poll(10, TimeUnit.SECONDS)).isEqualTo(74);
            assertThat(exits).containsExactly(74);
            assertThat(published)
                    .singleElement()
                    .isInstanceOfSatisfying(AvailabilityChangeEvent.class, event -> assertThat(event.getState())
                            .isEqualTo(ReadinessState.REFUSING_TRAFFIC));
        }
    }

    @Test
    @Timeout(60)
    void endsTheProcessAlsoWhenNothingReadsItsLog() throws InterruptedException {
        try (GenericApplicationContext context = started();
                FullPipe log = new FullPipe()) {
            FailStop failStop = new FailStop(context, SHORT, Thread::new, exits::add, halts::add);

            failStop.accept(new IllegalStateException("cannot sync orders.json: Input/output error"));

            assertThat(log.reached.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(halts.poll(10, TimeUnit.SECONDS)).isEqualTo(74);
            assertThat(exits).isEmpty();
            assertThat(published).as("readiness went down").hasSize(1);
        }
    }

    @Test
    void endsTheProcessAlsoWhenTheShutdownHangs() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        try (GenericApplicationContext context = started()) {
            FailStop failStop =
                    new FailStop(context, SHORT, Thread::new, code -> awaitUninterrupted(never), halts::add);

            failStop.accept(new IllegalStateException("cannot sync orders.json: Input/output error"));

            assertThat(halts.poll(10, TimeUnit.SECONDS)).isEqualTo(74);
        } finally {
            never.countDown();
        }
    }

    @Test
    void endsTheProcessAlsoWhenTheSystemAllowsNoFurtherThread() {
        try (GenericApplicationContext context = started()) {
            FailStop failStop = new FailStop(context, LONG, NoThread::new, exits::add, halts::add);

            failStop.accept(new IllegalStateException("cannot sync orders.json: Input/output error"));

            assertThat(halts).containsExactly(74);
        }
    }

    private GenericApplicationContext started() {
        GenericApplicationContext context = new GenericApplicationContext();
        context.addApplicationListener(event -> published.add(event));
        context.refresh();
        published.clear();
        return context;
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A thread that the system does not start. */
    private static final class NoThread extends Thread {

        NoThread(Runnable work) {
            super(work);
        }

        @Override
        public synchronized void start() {
            throw new OutOfMemoryError("unable to create native thread");
        }
    }

    /** A log whose lines wait until it is closed. */
    private static final class FullPipe extends AppenderBase<ILoggingEvent> implements AutoCloseable {

        private final Logger logger = (Logger) LoggerFactory.getLogger(FailStop.class);
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch closed = new CountDownLatch(1);

        FullPipe() {
            start();
            logger.addAppender(this);
        }

        @Override
        protected void append(ILoggingEvent line) {
            reached.countDown();
            awaitUninterrupted(closed);
        }

        @Override
        public void close() {
            logger.detachAppender(this);
            closed.countDown();
        }
    }
}
