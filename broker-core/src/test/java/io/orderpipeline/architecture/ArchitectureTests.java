package io.orderpipeline.architecture;

import org.junit.jupiter.api.Test;

class ArchitectureTests {

    private final ArchitectureRules rules = new ArchitectureRules();

    @Test
    void theBusDoesNotKnowTheJournal() {
        rules.keepsApart("broker.bus", "broker.journal");
    }

    @Test
    void onlyTheJournalWritesFiles() {
        rules.writesFilesInTheJournalAlone();
    }

    @Test
    void springStaysAtTheEdge() {
        rules.usesSpringInTheBrokerForWiringAlone();
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
