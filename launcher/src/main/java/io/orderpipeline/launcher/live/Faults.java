package io.orderpipeline.launcher.live;

import org.jspecify.annotations.Nullable;

/** What the live page has broken on purpose. Kept in memory only. Thread-safe. */
final class Faults {

    private volatile boolean brokerDown;
    private volatile boolean receiverDown;
    private volatile @Nullable String refusedItem;

    void breakBroker(boolean down) {
        brokerDown = down;
    }

    void breakReceiver(boolean down) {
        receiverDown = down;
    }

    /** Makes the receiver refuse this item only. */
    void refuse(String itemId) {
        refusedItem = itemId;
    }

    void refuseNothing() {
        refusedItem = null;
    }

    boolean isBrokerDown() {
        return brokerDown;
    }

    boolean isReceiverDown() {
        return receiverDown;
    }

    @Nullable
    String refusedItem() {
        return refusedItem;
    }

    boolean refuses(String itemId) {
        String refused = refusedItem;
        return refused != null && refused.equals(itemId);
    }
}
