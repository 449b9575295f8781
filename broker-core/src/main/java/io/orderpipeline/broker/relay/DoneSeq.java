package io.orderpipeline.broker.relay;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The seq up to which every entry is done; threads can wait for it. Thread-safe. */
final class DoneSeq {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition advanced = lock.newCondition();
    private volatile long seq;

    long get() {
        return seq;
    }

    void set(long newSeq) {
        if (newSeq == seq) {
            return;
        }
        lock.lock();
        try {
            seq = newSeq;
            advanced.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean await(long target, Duration timeout) throws InterruptedException {
        long left = timeout.toNanos();
        lock.lock();
        try {
            while (seq < target && left > 0) {
                left = advanced.awaitNanos(left);
            }
            return seq >= target;
        } finally {
            lock.unlock();
        }
    }
}
