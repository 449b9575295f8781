package io.orderpipeline.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.architecture.ArchitectureRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules that need all modules on the classpath. */
class ArchitectureTests {

    private static final Path ROOT = Path.of("..");

    private final ArchitectureRules rules = new ArchitectureRules();

    @Test
    void theBrokerKnowsNoService() {
        rules.keepsApart("broker..", "orders..");
        rules.keepsApart("broker..", "notifications..");
        rules.keepsApart("broker..", "launcher..");
    }

    @Test
    void theServicesDoNotKnowEachOther() {
        rules.keepsApart("orders..", "notifications..");
        rules.keepsApart("notifications..", "orders..");
    }

    @Test
    void theServicesDoNotKnowTheirLauncher() {
        rules.keepsApart("orders..", "launcher..");
        rules.keepsApart("notifications..", "launcher..");
    }

    @Test
    void noPackagesNeedEachOther() {
        rules.hasNoCycles();
    }

    @Test
    void noPackageIsNamedAfterAKindOfClass() {
        rules.namesNoPackageAfterAKindOfClass();
    }

    @Test
    void atLeastHalfOfAllTypesAreHidden() {
        rules.hidesAtLeastHalfOfAllTypes();
    }

    @Test
    void everyPackageSaysInWordsWhatItIsFor() throws IOException {
        List<Path> packages = packagesWithSources();

        assertThat(packages).hasSizeGreaterThan(10).allSatisfy(folder -> assertThat(folder.resolve("package-info.java"))
                .content()
                .matches("(?s)/\\*\\*.*\\w.*\\*/\\s+@NullMarked\\s+package .*"));
    }

    private static List<Path> packagesWithSources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().matches(".*/src/main/java/.*"))
                    .map(Path::getParent)
                    .distinct()
                    .toList();
        }
    }
}
