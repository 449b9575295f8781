package io.orderpipeline.broker.relay;

/**
 * How far a replay has come.
 *
 * @param state            whether it is running
 * @param dryRun           whether it only counts
 * @param events           how many events of the range are done
 * @param notProcessed     how many notifications of these were not processed before; a replay that is no dry run sends them
 * @param alreadyProcessed how many were, and are not sent again
 * @param deadLetters      how many of the events are left to a redrive, as they have an open dead letter
 * @param firstSeq         where it began
 * @param nextSeq          where to go on when it was stopped or has failed: every event of the range below is done
 * @param problem          why it has failed, or which outage it waits for the end of, else empty
 */
public record ReplayProgress(
        State state,
        boolean dryRun,
        long events,
        long notProcessed,
        long alreadyProcessed,
        long deadLetters,
        long firstSeq,
        long nextSeq,
        String problem) {

    /** What a replay is doing. */
    public enum State {
        /** Running, or waiting for the end of an outage. */
        RUNNING,
        /** It came to the end of its range. */
        FINISHED,
        /** An operator stopped it. */
        STOPPED,
        /** An outbox that cannot be read, or something unforeseen, ended it. */
        FAILED
    }
}
