package io.orderpipeline.postgres;

import io.orderpipeline.architecture.ModuleRulesTests;
import org.junit.jupiter.api.Test;

class ArchitectureTests extends ModuleRulesTests {

    @Test
    void theAdapterKnowsOnlyTheBroker() {
        rules.knowsOnlyTheBroker("postgres");
    }
}
