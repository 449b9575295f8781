package io.orderpipeline.architecture;

import org.junit.jupiter.api.Test;

/** The rules for every module. */
public abstract class ModuleRulesTests {

    protected final ArchitectureRules rules = new ArchitectureRules();

    @Test
    void onlyTheJournalWritesFiles() {
        rules.writesFilesOnlyInTheJournal();
    }

    @Test
    void onlyTheEdgeKnowsTomcat() {
        rules.usesTomcatAtTheEdgeOnly();
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
