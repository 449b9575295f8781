package io.orderpipeline.broker.startup;

import java.util.concurrent.CountDownLatch;

/** A process whose start fails with an error and leaves a thread behind. */
final class HalfStarted {

    private HalfStarted() {}

    public static void main(String[] arguments) {
        Start.orEnd(() -> {
            new Thread(HalfStarted::stay, "left-behind").start();
            throw new NoClassDefFoundError("io/orderpipeline/Gone");
        });
    }

    private static void stay() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
