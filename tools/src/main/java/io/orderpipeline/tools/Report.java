package io.orderpipeline.tools;

import io.orderpipeline.tools.cluster.Cluster;
import io.orderpipeline.tools.cluster.Party;
import io.orderpipeline.tools.judge.History;
import io.orderpipeline.tools.judge.Verdict;
import io.orderpipeline.tools.receiver.Notice;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reports in a few lines what happened and what the judge found. */
record Report(History history, Verdict verdict, Collection<Party> parties, List<String> problems) {

    private static final int SHOWN = 5;

    void print(Consumer<String> out) {
        out.accept("faults=" + history.faults().size() + " "
                + counts(history.faults(), injected -> injected.fault().kind().name()));
        out.accept("requests=" + history.attempts().size() + " "
                + counts(history.attempts(), attempt -> attempt.answer().name()) + " by_status="
                + counts(history.attempts(), attempt -> Integer.toString(attempt.status())));
        out.accept("stored orders=" + history.stored().orders().size() + " items="
                + history.stored().items().size() + " lease_changes="
                + history.stored().leaseChanges().size());
        out.accept("received=" + history.notices().size() + " taken="
                + history.notices().stream().filter(Notice::isTaken).count() + " repeats=" + verdict.repeats());
        out.accept("starts="
                + parties.stream().collect(Collectors.toMap(Party::name, Party::starts, (a, b) -> a, TreeMap::new))
                + " ended_by_themselves="
                + parties.stream().flatMap(party -> party.selfEnded().stream()).toList());
        out.accept(
                (endedWhenReady(parties) ? "  NOT OK - " : "  ok - ") + "no process ends because another one is away");
        problems.forEach(problem -> out.accept("not injected: " + problem));
        verdict.violations().forEach((rule, violations) -> {
            out.accept((violations.isEmpty() ? "  ok - " : "  NOT OK - ")
                    + rule
                    + (violations.isEmpty() ? "" : ": " + violations.size()));
            violations.stream().limit(SHOWN).forEach(violation -> out.accept("    " + violation));
        });
    }

    /**
     * Whether a process ended on its own after it was ready: an outage is no reason to end. A process may end and be restarted before it is
     * ready, and PostgreSQL ends when its disk is full.
     */
    static boolean endedWhenReady(Collection<Party> parties) {
        return parties.stream()
                .filter(party -> !party.name().equals(Cluster.DATABASE))
                .flatMap(party -> party.selfEnded().stream())
                .anyMatch(Party.SelfEnded::wasReady);
    }

    private static <T> Map<String, Long> counts(Collection<T> all, Function<T, String> kind) {
        return all.stream().collect(Collectors.groupingBy(kind, TreeMap::new, Collectors.counting()));
    }
}
