package io.orderpipeline.broker.outbox;

class InMemoryCheckpointTests extends CheckpointContractTests {

    private final InMemoryCheckpoint checkpoint = new InMemoryCheckpoint();

    @Override
    protected Checkpoint reopened() {
        return checkpoint;
    }
}
