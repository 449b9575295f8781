package io.orderpipeline.tools.fault;

/** What can be broken, how often compared with others, and for how long. */
public enum FaultKind {
    /** SIGKILL of a process, and a start after the fault's length. */
    KILL(Target.PARTY, 20, 200, 6_000),
    /** A process is asked to end and started after the fault's length. */
    RESTART(Target.PARTY, 8, 200, 2_000),
    /** SIGSTOP and SIGCONT, shorter than leases and claims last. */
    FREEZE(Target.PARTY, 10, 500, 5_000),
    /** The same, longer than they last. */
    LONG_FREEZE(Target.PARTY, 6, 11_500, 16_000),
    /** Connections are reset, and new ones end at once. */
    CUT(Target.LINK, 10, 500, 10_000),
    /** Nothing arrives in either direction. */
    PARTITION(Target.LINK, 10, 1_000, 14_000),
    /** What the client sends does not arrive. */
    ONE_WAY_TO_SERVER(Target.LINK, 7, 1_000, 14_000),
    /** What the server answers does not arrive. */
    ONE_WAY_TO_CLIENT(Target.LINK, 7, 1_000, 14_000),
    /** All arrives, a tenth of a second late. */
    DELAY(Target.LINK, 5, 2_000, 8_000),
    /** The disk of the database is full. */
    DISK_FULL(Target.DISK, 6, 1_000, 8_000),
    /** The receiver of webhooks answers 503. */
    RECEIVER_AWAY(Target.RECEIVER, 6, 1_000, 8_000),
    /** The receiver of webhooks takes a second for each answer. */
    RECEIVER_SLOW(Target.RECEIVER, 6, 1_000, 8_000);

    /** What a fault can happen to. */
    public enum Target {
        PARTY,
        LINK,
        DISK,
        RECEIVER
    }

    private final Target target;
    private final int weight;
    private final int shortestMillis;
    private final int longestMillis;

    FaultKind(Target target, int weight, int shortestMillis, int longestMillis) {
        this.target = target;
        this.weight = weight;
        this.shortestMillis = shortestMillis;
        this.longestMillis = longestMillis;
    }

    public Target target() {
        return target;
    }

    int weight() {
        return weight;
    }

    int shortestMillis() {
        return shortestMillis;
    }

    int longestMillis() {
        return longestMillis;
    }
}
