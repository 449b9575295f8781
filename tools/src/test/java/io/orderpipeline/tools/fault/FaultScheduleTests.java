package io.orderpipeline.tools.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FaultScheduleTests {

    private static final long TWO_HOURS = 7_200_000;
    private static final List<String> PARTIES = List.of("database", "broker", "orders-1", "notifications-1");
    private static final List<String> LINKS = List.of("orders-1>database", "notifications-1>receiver");

    private static final List<FaultKind> ALL = List.of(FaultKind.values());

    private final List<Fault> faults = FaultSchedule.of(7, TWO_HOURS, PARTIES, LINKS, ALL);

    @Test
    void dependsOnTheSeedButNotOnTheOrderOfTheNames() {
        assertThat(FaultSchedule.of(
                        7,
                        TWO_HOURS,
                        PARTIES.stream().sorted(Comparator.reverseOrder()).toList(),
                        LINKS,
                        ALL))
                .isEqualTo(faults);
        assertThat(FaultSchedule.of(8, TWO_HOURS, PARTIES, LINKS, ALL)).isNotEqualTo(faults);
    }

    @Test
    void breaksEverythingInEveryWay() {
        assertThat(faults.stream().map(Fault::kind).collect(Collectors.toSet()))
                .isEqualTo(EnumSet.allOf(FaultKind.class));
        assertThat(faults.stream().map(Fault::target).collect(Collectors.toSet()))
                .isEqualTo(Set.of(
                        "database",
                        "broker",
                        "orders-1",
                        "notifications-1",
                        "orders-1>database",
                        "notifications-1>receiver",
                        "receiver"));
    }

    @Test
    void drawsOnlyTheKindsThatItIsGiven() {
        assertThat(FaultSchedule.of(7, TWO_HOURS, PARTIES, LINKS, List.of(FaultKind.KILL, FaultKind.CUT)))
                .extracting(Fault::kind)
                .containsOnly(FaultKind.KILL, FaultKind.CUT);
    }

    @Test
    void breaksSeveralThingsAtOnceButOneThingOnlyOnce() {
        long overlapping = faults.stream()
                .filter(fault -> faults.stream()
                        .anyMatch(other -> !other.equals(fault)
                                && other.atMillis() < fault.endMillis()
                                && fault.atMillis() < other.endMillis()))
                .count();
        assertThat(overlapping).isGreaterThan(faults.size() / 3);
        assertThat(faults).noneMatch(fault -> faults.stream()
                .anyMatch(other -> !other.equals(fault)
                        && other.target().equals(fault.target())
                        && other.atMillis() <= fault.endMillis()
                        && fault.atMillis() <= other.endMillis()));
    }
}
