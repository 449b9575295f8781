package io.orderpipeline.notifications;

import io.orderpipeline.architecture.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTests {

    private final ArchitectureRules rules = new ArchitectureRules();

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
