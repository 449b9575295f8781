package io.orderpipeline.orders;

import io.orderpipeline.architecture.ModuleRulesTests;
import org.junit.jupiter.api.Test;

class ArchitectureTests extends ModuleRulesTests {

    @Test
    void anOrderDoesNotKnowHowItIsStored() {
        rules.keepsApart("orders.placing..", "orders.storage..");
    }

    @Test
    void anOrderDoesNotKnowHowItIsAskedFor() {
        rules.keepsApart("orders.placing", "orders.placing.web");
    }

    @Test
    void anOrderDoesNotKnowSpring() {
        rules.keepsSpringOutOf("orders.placing");
    }
}
