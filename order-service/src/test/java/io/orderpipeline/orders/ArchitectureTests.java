package io.orderpipeline.orders;

import io.orderpipeline.architecture.ModuleRulesTests;
import org.junit.jupiter.api.Test;

class ArchitectureTests extends ModuleRulesTests {

    @Test
    void anOrderDoesNotKnowHowItIsStored() {
        rules.keepsApart("orders.order..", "orders.storage..");
    }

    @Test
    void anOrderDoesNotKnowHowItIsAskedFor() {
        rules.keepsApart("orders.order", "orders.order.web");
    }
}
