package io.orderpipeline.orders;

import io.orderpipeline.architecture.ModuleRulesTests;
import java.util.List;
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

    @Test
    void onlyTheStorageKnowsTheDatabase() {
        for (String room : List.of("placing..", "maintenance..", "edge..", "access..", "storage.file..")) {
            rules.keepsApart("orders." + room, "postgres..");
        }
    }
}
