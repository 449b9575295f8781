package io.orderpipeline.orders;

import io.orderpipeline.architecture.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTests {

    private final ArchitectureRules rules = new ArchitectureRules();

    @Test
    void anOrderDoesNotKnowHowItIsStored() {
        rules.keepsApart("orders.order..", "orders.storage..");
    }

    @Test
    void anOrderDoesNotKnowHowItIsAskedFor() {
        rules.keepsApart("orders.order", "orders.order.web");
    }

    @Test
    void onlyTheJournalWritesFiles() {
        rules.writesFilesInTheJournalAlone();
    }

    @Test
    void noPackagesNeedEachOther() {
        rules.hasNoCycles();
    }

    @Test
    void everyPackageSaysWhereNullIsMeant() {
        rules.marksEveryPackageForNullChecks();
    }

    @Test
    void portsHaveNoDefaultMethods() {
        rules.hasNoDefaultMethodsOnPorts();
    }
}
