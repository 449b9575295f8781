package io.orderpipeline.broker.wire;

/**
 * The status of a bus's consuming end.
 *
 * @param state  what it is doing now
 * @param reason why it is not receiving; empty while it is
 * @param inHand events received over the current connection and not yet acknowledged
 */
public record ConsumerStatus(State state, String reason, int inHand) {

    /** What a consumer is doing, from best to worst. */
    public enum State {
        /** Receives events as they arrive. */
        RECEIVING,
        /** Cannot deliver its events: it takes no more, keeps those it has and probes. */
        OUTAGE,
        /** Cannot reach its broker and keeps trying. */
        DISCONNECTED,
        /** Stuck in one step for longer than any step should take, for example writing to a log whose reader hangs. */
        STALLED,
        /** Ended, or not started. */
        STOPPED
    }

    static ConsumerStatus stopped() {
        return new ConsumerStatus(State.STOPPED, "no subscription", 0);
    }

    /** The worse of the two states, and the events of both. */
    ConsumerStatus and(ConsumerStatus other) {
        ConsumerStatus worse = other.state.compareTo(state) > 0 ? other : this;
        return new ConsumerStatus(worse.state, worse.reason, inHand + other.inHand);
    }
}
