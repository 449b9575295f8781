package io.orderpipeline.notifications.delivery;

import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.inbox.DeadLetter;
import io.orderpipeline.broker.inbox.DeadLetterState;
import io.orderpipeline.broker.inbox.LetterFilter;
import io.orderpipeline.broker.inbox.LetterPage;
import io.orderpipeline.notifications.delivery.RedriveProgress.State;
import io.orderpipeline.notifications.delivery.Verdict.Result;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One redrive, in the background, of all dead letters or those with one cause, in the order in which their events first died. A letter that
 * dies meanwhile is left to the next redrive. Thread-safe.
 */
public final class RedriveRun {

    private static final int PAGE = 20;

    private final DeadLetterOffice office;
    private final LetterFilter filter;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean stopped;

    private final Map<Result, Integer> results = new EnumMap<>(Result.class);
    private long left;
    private State state = State.RUNNING;
    private String problem = "";

    private RedriveRun(DeadLetterOffice office, LetterFilter filter) {
        this.office = office;
        this.filter = filter;
    }

    /** Starts a redrive of all dead letters or, if a cause is given, of those with this cause. */
    static RedriveRun start(DeadLetterOffice office, @Nullable String cause) {
        RedriveRun run = new RedriveRun(office, new LetterFilter(DeadLetterState.DEAD, cause));
        Thread thread = new Thread(run::run, "dead-letter-redrive");
        thread.setDaemon(true);
        thread.start();
        return run;
    }

    /** Stops it after the letter being tried. */
    public void stop() {
        stopped = true;
    }

    /** Waits until it is over; false when that takes longer than {@code timeout}. */
    public boolean awaitOver(Duration timeout) throws InterruptedException {
        return over.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** How far it has come. */
    public synchronized RedriveProgress progress() {
        return new RedriveProgress(state, filter.cause(), Map.copyOf(results), left, problem);
    }

    private void run() {
        try {
            begin(filter.sum(office.counts()));
            redriveAll();
            end(stopped ? State.STOPPED : State.FINISHED, "");
        } catch (RuntimeException | Error e) {
            end(State.FAILED, Outage.behind(e).map(Outage::reason).orElseGet(e::toString));
        } finally {
            over.countDown();
        }
    }

    private void redriveAll() {
        OptionalLong position = OptionalLong.of(0);
        while (position.isPresent() && goesOn()) {
            LetterPage page = office.page(filter, position.getAsLong(), PAGE);
            Iterator<DeadLetter> letters = page.letters().iterator();
            while (letters.hasNext() && goesOn()) {
                count(office.redrive(letters.next().id()));
            }
            position = page.next();
        }
    }

    private synchronized void begin(long letters) {
        left = letters;
    }

    private synchronized boolean goesOn() {
        return !stopped && left > 0 && state == State.RUNNING;
    }

    private synchronized void count(Verdict verdict) {
        results.merge(verdict.result(), 1, Integer::sum);
        if (verdict.result() == Result.UNAVAILABLE) {
            end(State.FAILED, verdict.detail());
        }
        left--;
    }

    /** Only the first call has an effect. */
    private synchronized void end(State how, String why) {
        if (state == State.RUNNING) {
            state = how;
            problem = why;
        }
    }
}
