package io.orderpipeline.tools.judge;

import io.orderpipeline.tools.cluster.Cluster;
import io.orderpipeline.tools.fault.FaultKind;
import io.orderpipeline.tools.fault.Injected;
import io.orderpipeline.tools.receiver.Notice;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The faults that may keep a service from recording a notification that the receiver accepted: only then may it be sent again. */
enum CrashWindow {
    /** The sending process was killed before it could record it. */
    KILLED,
    /** The sending process was frozen for longer than its claim lasted. */
    FROZEN,
    /** The database was killed, frozen, restarted or cut off. */
    DATABASE_AWAY,
    /** The receiver's answer did not arrive. */
    ANSWER_LOST;

    /** A notification is recorded within this time. */
    private static final long GAP_NANOS = Duration.ofSeconds(3).toNanos();
    /** After a fault, broken connections are discovered one by one. */
    private static final long RECOVERY_NANOS = Duration.ofSeconds(3).toNanos();

    /** The window that was open when this notification was accepted, if any. */
    static Optional<CrashWindow> around(Notice taken, List<Injected> faults) {
        return Arrays.stream(values())
                .filter(window ->
                        faults.stream().anyMatch(fault -> isNear(fault, taken) && window.isOpen(fault, taken)))
                .findFirst();
    }

    private static boolean isNear(Injected fault, Notice taken) {
        return fault.startedAt() - (taken.answeredAt() + GAP_NANOS) < 0
                && fault.endedAt() + RECOVERY_NANOS - taken.at() > 0;
    }

    private boolean isOpen(Injected injected, Notice taken) {
        FaultKind kind = injected.fault().kind();
        String target = injected.fault().target();
        boolean isSender = target.equals(taken.sender());
        return switch (this) {
            case KILLED -> isSender && kind == FaultKind.KILL;
            case FROZEN -> isSender && (kind == FaultKind.FREEZE || kind == FaultKind.LONG_FREEZE);
            case DATABASE_AWAY ->
                target.equals(Cluster.DATABASE)
                        || (target.equals(Cluster.linkName(taken.sender(), Cluster.DATABASE))
                                && kind != FaultKind.DELAY);
            case ANSWER_LOST -> target.equals(Cluster.linkName(taken.sender(), "receiver")) && kind != FaultKind.DELAY;
        };
    }
}
