package io.orderpipeline.broker.inbox;

class InMemoryDeadLettersTests extends DeadLettersContractTests {

    private final InMemoryDeadLetters letters = new InMemoryDeadLetters();

    @Override
    protected DeadLetters open() {
        return letters;
    }
}
