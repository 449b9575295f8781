package io.orderpipeline.architecture;

import org.junit.jupiter.api.Test;

class ArchitectureTests extends ModuleRulesTests {

    @Test
    void theBusDoesNotKnowTheJournal() {
        rules.keepsApart("broker.bus", "broker.journal");
    }

    @Test
    void springStaysAtTheEdge() {
        rules.usesSpringInTheBrokerForWiringAlone();
    }
}
