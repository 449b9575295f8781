package io.orderpipeline.broker.relay;

/**
 * How far a replay has come.
 *
 * @param state            whether it is running
 * @param dryRun           whether it only counts
 * @param events           how many events of the range are done
 * @param notProcessed     how many of their notifications were not processed before; sent unless this is a dry run
 * @param alreadyProcessed how many were processed before and are not sent again
 * @param deadLetters      how many of the events are skipped because they have an open dead letter, which only a redrive handles
 * @param firstSeq         where it began
 * @param nextSeq          where to continue after a stop or failure: every event of the range below it is done
 * @param problem          why it failed, or the outage it is waiting out; otherwise empty
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
        /** Reached the end of its range. */
        FINISHED,
        /** Stopped by an operator. */
        STOPPED,
        /** Ended by an unreadable outbox or an unexpected failure. */
        FAILED
    }
}
