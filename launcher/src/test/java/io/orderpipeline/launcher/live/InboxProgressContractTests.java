package io.orderpipeline.launcher.live;

import io.orderpipeline.orders.placing.OrderProgress;
import io.orderpipeline.orders.placing.RecordedProgressContractTests;

/** How far orders are by the notification service of the same process. */
abstract class InboxProgressContractTests extends RecordedProgressContractTests {

    @Override
    protected OrderProgress progress() {
        return new InboxProgress(new Inbox(processed(), letters()));
    }
}
