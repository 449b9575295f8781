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

/** The rules of {@code docs/architecture.md}, over the main classes of the whole project as far as a module sees them. */
public final class ArchitectureRules {

    private static final String BASE = "io.orderpipeline.";

    /** Read once: it takes seconds, and JUnit makes a new instance for each test. */
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("io.orderpipeline");

    /** Classes of one part of the tree do not use another part; both must exist. */
    public void keepsApart(String from, String to) {
        holds(noClasses()
                .that()
                .resideInAPackage(existing(from))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(existing(to)));
    }

    /** A part of the tree uses nothing of this project but itself and the broker: so it is with the broker, and with an adapter of it. */
    public void knowsOnlyTheBroker(String part) {
        holds(noClasses()
                .that()
                .resideInAPackage(existing(part + ".."))
                .should()
                .dependOnClassesThat(resideInAPackage("io.orderpipeline..")
                        .and(resideOutsideOfPackages(BASE + part + "..", BASE + "broker.."))));
    }

    /** No two packages need each other, directly or around a corner. */
    public void hasNoCycles() {
        holds(slices().matching(BASE + "(**)").should().beFreeOfCycles());
    }

    /** Only the journal writes files: durability has one home. */
    public void writesFilesInTheJournalAlone() {
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

    /** Spring stays at the edge of the broker. */
    public void usesSpringInTheBrokerForWiringAlone() {
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

    /** A new Tomcat can only break the rooms that are named after the edge. */
    public void usesTomcatAtTheEdgeOnly() {
        holds(noClasses()
                .that()
                .resideOutsideOfPackage("..edge..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.catalina..", "org.apache.coyote..", "org.apache.tomcat.."));
    }

    /** A room of the business works without Spring; only the configuration and the properties beside it know Spring. */
    public void keepsSpringOutOf(String room) {
        holds(noClasses()
                .that()
                .resideInAPackage(existing(room))
                .and()
                .haveNameNotMatching(".*(Configuration|Properties)")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework.."));
    }

    /** An adapter that forgets a method of a port must not compile. */
    public void hasNoDefaultMethodsOnPorts() {
        holds(methods()
                .that()
                .areDeclaredInClassesThat(describe("are ports", ArchitectureRules::isPort))
                .and()
                .areNotStatic()
                .should()
                .haveModifier(JavaModifier.ABSTRACT));
    }

    /** Packages are named after the business and the field, not after kinds of classes. */
    public void namesNoPackageAfterAKindOfClass() {
        holds(noClasses()
                .should()
                .resideInAnyPackage(
                        "..controller..", "..service..", "..impl..", "..util..", "..utils..", "..common.."));
    }

    /** In every package, null is said where it is meant. */
    public void marksEveryPackageForNullChecks() {
        Set<JavaPackage> packages = CLASSES.stream().map(JavaClass::getPackage).collect(Collectors.toSet());

        assertThat(packages).isNotEmpty().allSatisfy(marked -> assertThat(marked.isAnnotatedWith(NullMarked.class))
                .as(marked.getName())
                .isTrue());
    }

    /** At least half of all types are hidden inside their package, or inside a type that is. */
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
