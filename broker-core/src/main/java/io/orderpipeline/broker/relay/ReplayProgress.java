package io.orderpipeline.broker.relay;

/**
 * How far a replay has come.
 *
 * @param state            whether it goes on
 * @param dryRun           whether it only counts
 * @param events           how many events of the range it has looked at
 * @param notProcessed     how many notifications of these were not processed before; a replay that is no dry run sends them
 * @param alreadyProcessed how many were, and are not sent again
 * @param deadLetters      how many of the events are left to a redrive, as they have an open dead letter
 * @param nextSeq          where to go on when it was stopped or has failed: every event of the range below is done
 * @param problem          why it has failed, else empty
 */
public record ReplayProgress(
        State state,
        boolean dryRun,
        long events,
        long notProcessed,
        long alreadyProcessed,
        long deadLetters,
        long nextSeq,
        String problem) {

    /** Whether a replay goes on. */
    public enum State {
        /** It does. */
        RUNNING,
        /** It came to the end of its range. */
        FINISHED,
        /** Somebody stopped it. */
        STOPPED,
        /** An outage, or something that nothing has foreseen, ended it. */
        FAILED
    }
}
