package io.orderpipeline.broker.outbox;

class InMemoryCheckpointTests extends SharedCheckpointContractTests {

    private final InMemoryCheckpoint checkpoint = new InMemoryCheckpoint();

    @Override
    protected Checkpoint reopened() {
        return checkpoint;
    }

    @Override
    protected Checkpoint owner(String name) {
        return checkpoint.owner(name);
    }

    @Override
    protected Checkpoint ownerThatHangs(String name) {
        return checkpoint.ownerThatHangs(name);
    }

    @Override
    protected void outlastLeases() {
        checkpoint.outlastLeases();
    }
}
