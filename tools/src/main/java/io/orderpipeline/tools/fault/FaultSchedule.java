package io.orderpipeline.tools.fault;

import io.orderpipeline.tools.cluster.Cluster;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws faults from a seed: the same seed, length and names give the same faults. One, two or three happen at a time, but never two on the
 * same target.
 */
public final class FaultSchedule {

    /** The first orders are placed before the first fault. */
    private static final long FIRST_MILLIS = 2_000;

    private static final int SHORTEST_PAUSE_MILLIS = 1_500;
    private static final int LONGEST_PAUSE_MILLIS = 6_500;
    /** A restarted process may need this long until it is useful. */
    private static final long REST_MILLIS = 4_000;

    private final SplittableRandom random;
    private final List<String> parties;
    private final List<String> links;
    private final List<FaultKind> kinds;

    private FaultSchedule(long seed, List<String> parties, List<String> links, List<FaultKind> kinds) {
        this.random = new SplittableRandom(seed);
        this.parties = parties.stream().sorted().toList();
        this.links = links.stream().sorted().toList();
        this.kinds = kinds;
    }

    /**
     * The faults of a run, in order of time.
     *
     * @param millis  no fault begins later than this
     * @param parties names of the processes
     * @param links   names of the links
     * @param kinds   the kinds to draw from
     */
    public static List<Fault> of(
            long seed, long millis, List<String> parties, List<String> links, List<FaultKind> kinds) {
        return new FaultSchedule(seed, parties, links, kinds).draw(millis);
    }

    private List<Fault> draw(long millis) {
        List<Fault> faults = new ArrayList<>();
        for (long at = FIRST_MILLIS; at < millis; at += between(SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS)) {
            int dice = random.nextInt(100);
            int together = dice < 60 ? 1 : dice < 87 ? 2 : 3;
            for (int i = 0; i < together; i++) {
                Fault fault = drawOne(at);
                if (faults.stream().noneMatch(earlier -> isInTheWay(earlier, fault))) {
                    faults.add(fault);
                }
            }
        }
        return faults;
    }

    private static boolean isInTheWay(Fault earlier, Fault fault) {
        return earlier.target().equals(fault.target()) && earlier.endMillis() + REST_MILLIS > fault.atMillis();
    }

    private Fault drawOne(long at) {
        FaultKind kind = drawKind();
        String target =
                switch (kind.target()) {
                    case PARTY -> parties.get(random.nextInt(parties.size()));
                    case LINK -> links.get(random.nextInt(links.size()));
                    case DISK -> Cluster.DATABASE;
                    case RECEIVER -> FaultRunner.RECEIVER;
                };
        return new Fault(kind, target, at, between(kind.shortestMillis(), kind.longestMillis()));
    }

    private FaultKind drawKind() {
        int dice = random.nextInt(kinds.stream().mapToInt(FaultKind::weight).sum());
        for (FaultKind kind : kinds) {
            dice -= kind.weight();
            if (dice < 0) {
                return kind;
            }
        }
        throw new IllegalStateException("the drawn number exceeds the sum of all weights");
    }

    private long between(int shortest, int longest) {
        return random.nextLong(shortest, longest);
    }
}
