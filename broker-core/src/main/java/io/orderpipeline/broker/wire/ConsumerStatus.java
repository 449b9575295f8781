package io.orderpipeline.broker.wire;

/**
 * What the consuming end of a bus does.
 *
 * @param state  what it does now
 * @param reason why it does not receive; empty while it does
 * @param inHand events that were received over the present connection and are not acknowledged
 */
public record ConsumerStatus(State state, String reason, int inHand) {

    /** What a consumer does, from good to bad. */
    public enum State {
        /** Takes events as they come. */
        RECEIVING,
        /** Cannot hand its events on: it takes no more, keeps what it has and probes. */
        OUTAGE,
        /** Cannot reach its broker, and tries again. */
        DISCONNECTED,
        /** Has been stuck in one step for longer than any step takes, for example in a write to a log that nothing reads. */
        STALLED,
        /** Ended, or not started. */
        STOPPED
    }

    static ConsumerStatus stopped() {
        return new ConsumerStatus(State.STOPPED, "no subscription", 0);
    }

    /** Both together: the worse state, and the events of both. */
    ConsumerStatus and(ConsumerStatus other) {
        ConsumerStatus worse = other.state.compareTo(state) > 0 ? other : this;
        return new ConsumerStatus(worse.state, worse.reason, inHand + other.inHand);
    }
}
