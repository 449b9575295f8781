package io.orderpipeline.architecture;

import org.junit.jupiter.api.Test;

class ArchitectureTests extends ModuleRulesTests {

    @Test
    void theBusDoesNotKnowTheJournal() {
        rules.keepsApart("broker.bus", "broker.journal");
    }

    @Test
    void theOutboxDoesNotKnowHowItIsStored() {
        rules.keepsApart("broker.outbox", "broker.journal..");
        rules.keepsApart("broker.outbox", "broker.outbox.file..");
    }

    @Test
    void theRelayDoesNotKnowHowTheOutboxIsStored() {
        rules.keepsApart("broker.relay..", "broker.journal..");
        rules.keepsApart("broker.relay..", "broker.outbox.file..");
    }

    /** A replay's preview is behind a port of the relay. */
    @Test
    void theRelayDoesNotKnowTheInbox() {
        rules.keepsApart("broker.relay..", "broker.inbox..");
    }

    @Test
    void theBrokerKnowsNeitherServicesNorAdapters() {
        rules.knowsOnlyTheBroker("broker");
    }

    @Test
    void springStaysAtTheEdge() {
        rules.usesSpringInTheBrokerOnlyForWiring();
    }
}
