package io.orderpipeline.launcher.live;

import io.orderpipeline.broker.relay.RelayStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the page shows at one moment, so that each snapshot replaces the one before.
 *
 * @param run     stands for this process: another one has another
 * @param mode    broker and store in the words of the start line
 * @param sent    notifications that were sent since the start
 * @param orders  the newest ones, newest first
 * @param refused the newest orders that were not accepted, newest first
 */
record Snapshot(
        long run,
        String mode,
        Relay relay,
        long sent,
        Letters letters,
        Broken broken,
        Charts.View charts,
        List<OrderView> orders,
        List<RefusedOrder> refused) {

    /**
     * The relay.
     *
     * @param accepted  orders that were ever accepted
     * @param backlog   of them, those whose event is not delivered yet
     * @param oldestAt  when the oldest of those was accepted, in milliseconds since 1970; null when there is none
     */
    record Relay(
            RelayStatus.State state,
            long accepted,
            long backlog,
            @Nullable Long oldestAt) {

        static Relay of(RelayStatus status) {
            return new Relay(
                    status.state(),
                    status.lastSeq(),
                    status.backlog(),
                    status.oldestUndoneAt() == null
                            ? null
                            : status.oldestUndoneAt().toEpochMilli());
        }
    }

    /** Events that could not be handled. */
    record Letters(long dead, long discarded, List<LetterView> oldest) {

        static Letters of(Inbox.Letters letters) {
            return new Letters(
                    letters.dead(),
                    letters.discarded(),
                    letters.oldest().stream().map(LetterView::of).toList());
        }
    }

    /** What is broken on purpose. */
    record Broken(
            boolean broker, boolean receiver, @Nullable String item) {

        static Broken of(Faults faults) {
            return new Broken(faults.isBrokerDown(), faults.isReceiverDown(), faults.refusedItem());
        }
    }
}
