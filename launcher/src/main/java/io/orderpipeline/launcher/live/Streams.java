package io.orderpipeline.launcher.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.broker.LogValue;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Sends the state from a {@link Show} to all clients. One thread writes to all of them and waits for none; it runs only while there are
 * clients. All streams end before the server stops, because the server would wait for them. Thread-safe.
 */
final class Streams implements SmartLifecycle {

    /** Each stream costs a connection and a copy of the snapshot. */
    static final int MOST = 16;

    private static final Logger log = LoggerFactory.getLogger(Streams.class);

    private static final Duration PAUSE = Duration.ofMillis(500);
    /** Beats tell a client that nothing has changed, and detect clients that are gone. */
    private static final int PAUSES_PER_BEAT = 6;

    private static final byte[] BEAT = "event: beat\ndata:\n\n".getBytes(UTF_8);

    private static final byte[] BLIND = "event: blind\ndata:\n\n".getBytes(UTF_8);

    private final Show show;
    private final InstantSource clock;
    private final Semaphore permits = new Semaphore(MOST);
    private final Set<EventStream> open = ConcurrentHashMap.newKeySet();
    private final Set<EventStream> arrived = ConcurrentHashMap.newKeySet();
    /** Wakes the writer before its pause is over. */
    private final Semaphore bell = new Semaphore(0);

    private String problem = "";
    private boolean running;
    private @Nullable Thread writer;

    Streams(Show show, InstantSource clock) {
        this.show = show;
        this.clock = clock;
    }

    /** Opens a stream; false when there are too many. */
    boolean open(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!permits.tryAcquire()) {
            return false;
        }
        AsyncContext async = request.startAsync(request, response);
        async.setTimeout(0);
        EventStream stream = new EventStream(async, response.getOutputStream(), this::closed);
        stream.start();
        add(stream);
        return true;
    }

    private void closed(EventStream stream) {
        open.remove(stream);
        permits.release();
    }

    private synchronized void add(EventStream stream) {
        open.add(stream);
        arrived.add(stream);
        if (writer == null) {
            startWriter();
        } else {
            bell.release();
        }
    }

    private void write() {
        try {
            byte[] shown = new byte[0];
            int unchanged = 0;
            while (isWanted()) {
                byte[] now = look();
                boolean changed = !Arrays.equals(now, shown);
                unchanged = changed ? 0 : unchanged + 1;
                boolean beat = unchanged > 0 && unchanged % PAUSES_PER_BEAT == 0;
                byte[] event = now.length == 0 ? BLIND : event(now);
                for (EventStream stream : open) {
                    if (arrived.remove(stream) || changed) {
                        stream.offer(event);
                    } else if (beat) {
                        stream.beat(now.length == 0 ? BLIND : BEAT);
                    }
                }
                shown = now;
                pause();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            show.close();
            leave();
        }
    }

    /** The current state; empty while it is unknown, for example because the store is unavailable. */
    private byte[] look() {
        try {
            byte[] now = show.now();
            problem = "";
            return now;
        } catch (RuntimeException e) {
            if (!e.toString().equals(problem)) {
                problem = e.toString();
                log.warn("live.snapshot_failed cause={}", LogValue.quoted(problem));
            }
            return new byte[0];
        }
    }

    /** The time is sent as the event's id, not in the JSON, so that two snapshots of the same state are equal. */
    private byte[] event(byte[] json) {
        ByteArrayOutputStream event = new ByteArrayOutputStream(json.length + 64);
        event.writeBytes(("id: " + clock.millis() + "\ndata: ").getBytes(UTF_8));
        event.writeBytes(json);
        event.writeBytes("\n\n".getBytes(UTF_8));
        return event.toByteArray();
    }

    private synchronized boolean isWanted() {
        return running && !open.isEmpty();
    }

    private void pause() throws InterruptedException {
        if (bell.tryAcquire(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
            bell.drainPermits();
        }
    }

    /** Starts another writer if a client has connected in the meantime. */
    private synchronized void leave() {
        writer = null;
        if (isWanted()) {
            startWriter();
        }
    }

    private void startWriter() {
        writer = new Thread(this::write, "live-page");
        writer.setDaemon(true);
        writer.start();
    }

    private void endAll() {
        open.forEach(EventStream::end);
        arrived.clear();
    }

    @Override
    public synchronized void start() {
        running = true;
    }

    @Override
    public void stop() {
        synchronized (this) {
            running = false;
        }
        bell.release();
        endAll();
    }

    @Override
    public synchronized boolean isRunning() {
        return running;
    }

    /** Stops in the first phase, so before the server waits for open requests. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
