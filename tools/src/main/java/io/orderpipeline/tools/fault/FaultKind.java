package io.orderpipeline.tools.fault;

/** The kinds of faults: what they break, how often relative to others, and for how long. */
public enum FaultKind {
    /** A process gets SIGKILL and is restarted when the fault is over. */
    KILL(Target.PARTY, 20, 200, 6_000),
    /** A process is asked to end and is restarted when the fault is over. */
    RESTART(Target.PARTY, 8, 200, 2_000),
    /** SIGSTOP, then SIGCONT; shorter than leases and claims last. */
    FREEZE(Target.PARTY, 10, 500, 5_000),
    /** SIGSTOP, then SIGCONT; longer than leases and claims last. */
    LONG_FREEZE(Target.PARTY, 6, 11_500, 16_000),
    /** Connections are reset, and new ones end at once. */
    CUT(Target.LINK, 10, 500, 10_000),
    /** Nothing arrives in either direction. */
    PARTITION(Target.LINK, 10, 1_000, 14_000),
    /** Bytes from the client do not arrive. */
    ONE_WAY_TO_SERVER(Target.LINK, 7, 1_000, 14_000),
    /** Bytes from the server do not arrive. */
    ONE_WAY_TO_CLIENT(Target.LINK, 7, 1_000, 14_000),
    /** Everything arrives 100 ms late. */
    DELAY(Target.LINK, 5, 2_000, 8_000),
    /** The database's disk is full. */
    DISK_FULL(Target.DISK, 6, 1_000, 8_000),
    /** The receiver of webhooks answers 503. */
    RECEIVER_AWAY(Target.RECEIVER, 6, 1_000, 8_000),
    /** The receiver of webhooks delays each answer by a second. */
    RECEIVER_SLOW(Target.RECEIVER, 6, 1_000, 8_000);

    /** What a fault affects. */
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
