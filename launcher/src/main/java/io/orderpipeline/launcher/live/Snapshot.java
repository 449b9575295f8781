package io.orderpipeline.launcher.live;

import io.orderpipeline.broker.relay.RelayStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything the page shows at one moment; each snapshot replaces the previous one.
 *
 * @param run     identifies this process: it changes with each start
 * @param mode    broker and store, as logged at the start
 * @param sent    notifications sent since the start
 * @param orders  the newest orders, newest first
 * @param refused the newest refused orders, newest first
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
     * State of the relay.
     *
     * @param accepted  all orders ever accepted
     * @param backlog   those whose event is not delivered yet
     * @param oldestAt  when the oldest order of the backlog was accepted, in milliseconds since 1970; null if there is none
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

    /** Dead letters: events that could not be handled. */
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
