package io.orderpipeline.launcher.live;

import io.orderpipeline.broker.inbox.DeadLetters;
import io.orderpipeline.broker.inbox.InMemoryDeadLetters;
import io.orderpipeline.broker.inbox.InMemoryProcessedNotifications;
import io.orderpipeline.broker.inbox.ProcessedNotifications;

class MemoryInboxProgressTests extends InboxProgressContractTests {

    private final ProcessedNotifications processed = new InMemoryProcessedNotifications();
    private final DeadLetters letters = new InMemoryDeadLetters();

    @Override
    protected ProcessedNotifications processed() {
        return processed;
    }

    @Override
    protected DeadLetters letters() {
        return letters;
    }
}
