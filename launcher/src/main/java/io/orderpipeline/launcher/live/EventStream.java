package io.orderpipeline.launcher.live;

import io.orderpipeline.broker.LogValue;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's stream. It holds at most one event: a newer one replaces an event that the client has not taken yet. No thread ever waits
 * for the client. Thread-safe.
 */
final class EventStream implements WriteListener, AsyncListener {

    private static final Logger log = LoggerFactory.getLogger(EventStream.class);

    private final AsyncContext async;
    private final ServletOutputStream out;
    private final Consumer<EventStream> whenOver;
    private final AtomicReference<byte @Nullable []> newest = new AtomicReference<>();
    private final AtomicBoolean over = new AtomicBoolean();
    /** Held only during non-blocking writes. */
    private final ReentrantLock writing = new ReentrantLock();

    private boolean unflushed;

    EventStream(AsyncContext async, ServletOutputStream out, Consumer<EventStream> whenOver) {
        this.async = async;
        this.out = out;
        this.whenOver = whenOver;
    }

    /** Starts writing; before that, events only replace each other. */
    void start() {
        async.addListener(this);
        out.setWriteListener(this);
    }

    /** Sends the event as soon as the client is ready for it, unless a newer one replaces it first. */
    void offer(byte[] event) {
        newest.set(event);
        writeUnlessBusy();
    }

    /** Sends the beat, unless the client has not taken the last event yet, which says more. */
    void beat(byte[] beat) {
        if (newest.compareAndSet(null, beat)) {
            writeUnlessBusy();
        }
    }

    /** If another thread holds the lock, it sends what is newest, or the next offer does. */
    private void writeUnlessBusy() {
        if (writing.tryLock()) {
            try {
                write();
            } finally {
                writing.unlock();
            }
        }
    }

    @Override
    public void onWritePossible() {
        writing.lock();
        try {
            write();
        } finally {
            writing.unlock();
        }
    }

    private void write() {
        try {
            while (!over.get() && out.isReady()) {
                byte[] event = newest.getAndSet(null);
                if (event != null) {
                    out.write(event);
                    unflushed = true;
                } else if (unflushed) {
                    out.flush();
                    unflushed = false;
                } else {
                    return;
                }
            }
        } catch (IOException | IllegalStateException e) {
            log.debug("live.stream_ended cause={}", LogValue.quoted(e.toString()));
            end();
        }
    }

    /** Ends the stream; the client may open another one. */
    void end() {
        if (leave()) {
            try {
                async.complete();
            } catch (IllegalStateException e) {
                log.debug("live.stream_ended by=container cause={}", LogValue.quoted(e.toString()));
            }
        }
    }

    private boolean leave() {
        boolean first = over.compareAndSet(false, true);
        if (first) {
            whenOver.accept(this);
        }
        return first;
    }

    /** The client disconnected, or did not read until the container's timeout. */
    @Override
    public void onError(Throwable cause) {
        end();
    }

    @Override
    public void onError(AsyncEvent event) {
        end();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        leave();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        end();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // never restarted
    }
}
