package io.orderpipeline.launcher.live;

import io.orderpipeline.orders.placing.OrderProgress;
import io.orderpipeline.orders.placing.RecordedProgressContractTests;

/** The progress of orders, asked from the notification service in the same process. */
abstract class InboxProgressContractTests extends RecordedProgressContractTests {

    @Override
    protected OrderProgress progress() {
        return new InboxProgress(new Inbox(processed(), letters()));
    }
}
