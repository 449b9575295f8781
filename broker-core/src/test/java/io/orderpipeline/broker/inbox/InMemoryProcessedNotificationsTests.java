package io.orderpipeline.broker.inbox;

class InMemoryProcessedNotificationsTests extends ProcessedNotificationsContractTests {

    private final InMemoryProcessedNotifications processed = new InMemoryProcessedNotifications();

    @Override
    protected ProcessedNotifications open() {
        return processed;
    }
}
