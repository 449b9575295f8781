package io.orderpipeline.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.FileOutputStream;
import java.io.FileWriter;
import java.io.RandomAccessFile;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;

/** The rules of {@code docs/architecture.md}, applied to all main classes of the project on a module's classpath. */
public final class ArchitectureRules {

    private static final String BASE = "io.orderpipeline.";

    /** Imported once: it takes seconds, and JUnit creates an instance per test. */
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("io.orderpipeline");

    /** Classes in one package tree do not use another; both must exist. */
    public void keepsApart(String from, String to) {
        holds(noClasses()
                .that()
                .resideInAPackage(existing(from))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(existing(to)));
    }

    /** A package tree uses nothing of this project except itself and the broker. Holds for the broker itself and for its adapters. */
    public void knowsOnlyTheBroker(String part) {
        holds(noClasses()
                .that()
                .resideInAPackage(existing(part + ".."))
                .should()
                .dependOnClassesThat(resideInAPackage("io.orderpipeline..")
                        .and(resideOutsideOfPackages(BASE + part + "..", BASE + "broker.."))));
    }

    /** Packages have no direct or indirect cycles. */
    public void hasNoCycles() {
        holds(slices().matching(BASE + "(**)").should().beFreeOfCycles());
    }

    /** Only the journal writes files, so that durability is handled in one package. */
    public void writesFilesOnlyInTheJournal() {
        ArchRule rule = noClasses()
                .that()
                .resideOutsideOfPackage(existing("broker.journal"))
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(
                        FileChannel.class,
                        AsynchronousFileChannel.class,
                        RandomAccessFile.class,
                        FileOutputStream.class,
                        FileWriter.class)
                .orShould()
                .callMethodWhere(target(owner(type(Files.class)))
                        .and(target(nameMatching("(write|new(Output|Byte)|copy|move|delete|create).*"))));
        holds(rule);
    }

    /** Only the outer packages of the broker use Spring. */
    public void usesSpringInTheBrokerOnlyForWiring() {
        holds(noClasses()
                .that()
                .resideInAPackage(existing("broker.."))
                .and()
                .resideOutsideOfPackages(
                        existing("broker.autoconfigure.."),
                        existing("broker.startup.."),
                        existing("broker.management.."),
                        existing("broker.edge.."))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework.."));
    }

    /** A new Tomcat version can only break the packages named edge. */
    public void usesTomcatAtTheEdgeOnly() {
        holds(noClasses()
                .that()
                .resideOutsideOfPackage("..edge..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.catalina..", "org.apache.coyote..", "org.apache.tomcat.."));
    }

    /** A business package works without Spring; only its configuration and properties classes use it. */
    public void keepsSpringOutOf(String part) {
        holds(noClasses()
                .that()
                .resideInAPackage(existing(part))
                .and()
                .haveNameNotMatching(".*(Configuration|Properties)")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework.."));
    }

    /** An adapter that does not implement a port's method must not compile. */
    public void hasNoDefaultMethodsOnPorts() {
        holds(methods()
                .that()
                .areDeclaredInClassesThat(describe("are ports", ArchitectureRules::isPort))
                .and()
                .areNotStatic()
                .should()
                .haveModifier(JavaModifier.ABSTRACT));
    }

    /** Packages are named after the business or the technical field, not after kinds of classes. */
    public void namesNoPackageAfterAKindOfClass() {
        holds(noClasses()
                .should()
                .resideInAnyPackage(
                        "..controller..", "..service..", "..impl..", "..util..", "..utils..", "..common.."));
    }

    /** Every package is {@link NullMarked}. */
    public void marksEveryPackageForNullChecks() {
        Set<JavaPackage> packages = CLASSES.stream().map(JavaClass::getPackage).collect(Collectors.toSet());

        assertThat(packages).isNotEmpty().allSatisfy(marked -> assertThat(marked.isAnnotatedWith(NullMarked.class))
                .as(marked.getName())
                .isTrue());
    }

    /** At least half of all types are package-private, or nested in a type that is. */
    public void hidesAtLeastHalfOfAllTypes() {
        List<JavaClass> types = CLASSES.stream()
                .filter(type ->
                        !type.isAnonymousClass() && !type.getSimpleName().equals("package-info"))
                .toList();
        List<String> visible = types.stream()
                .filter(ArchitectureRules::isVisible)
                .map(JavaClass::getName)
                .sorted(Comparator.naturalOrder())
                .toList();

        assertThat(visible.size())
                .as("visible types of %d: %s", types.size(), visible)
                .isLessThanOrEqualTo(types.size() / 2);
    }

    private static boolean isVisible(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(ArchitectureRules::isVisible).orElse(true);
    }

    private static boolean isPort(JavaClass type) {
        return type.isInterface()
                && !type.isAnnotation()
                && Set.of(
                                "broker.bus",
                                "broker.outbox",
                                "broker.inbox",
                                "broker.relay",
                                "orders.placing",
                                "notifications.notification")
                        .contains(type.getPackageName().substring(BASE.length()));
    }

    /** A rule about a package that does not exist would guard nothing. */
    private String existing(String part) {
        String name = BASE + part;
        assertThat(CLASSES).as("classes in " + name).anyMatch(JavaClass.Predicates.resideInAPackage(name));
        return name;
    }

    private void holds(ArchRule rule) {
        rule.check(CLASSES);
    }
}
