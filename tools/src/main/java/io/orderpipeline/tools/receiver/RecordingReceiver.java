package io.orderpipeline.tools.receiver;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A receiver of webhooks that records each request. It can be made unavailable, answering 503, or slow. Thread-safe. */
public final class RecordingReceiver implements AutoCloseable {

    private static final int SECRET_BYTES = 32;
    /** More than the hour by which a service's clock may be wrong. */
    private static final Duration TOLERANCE = Duration.ofDays(1);

    private final String secret;
    private final WebhookReceiver receiver;
    private final List<Notice> notices = new ArrayList<>();
    private volatile boolean away;
    private volatile long delayMillis;

    /** Starts receiving on a free port. */
    public RecordingReceiver() throws IOException {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        secret = "whsec_" + Base64.getEncoder().encodeToString(bytes);
        receiver = WebhookReceiver.start(secret, TOLERANCE, itemId -> status(), this::add);
    }

    public int port() {
        return receiver.port();
    }

    public String secret() {
        return secret;
    }

    public void setAway(boolean isAway) {
        away = isAway;
    }

    /** From now on, delays each answer by this time. */
    public void setDelay(long millis) {
        delayMillis = millis;
    }

    /** The requests received so far. */
    public List<Notice> notices() {
        synchronized (notices) {
            return List.copyOf(notices);
        }
    }

    private int status() {
        int status = away ? 503 : 200;
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(delayMillis));
        return status;
    }

    private void add(Notice notice) {
        synchronized (notices) {
            notices.add(notice);
        }
    }

    @Override
    public void close() {
        receiver.close();
    }
}
