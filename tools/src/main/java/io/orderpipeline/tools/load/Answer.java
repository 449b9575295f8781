package io.orderpipeline.tools.load;

/** What a client knows about its order after a request. */
public enum Answer {
    /** Answered 202. */
    ACCEPTED,
    /** Definitely not accepted. */
    REFUSED,
    /** No complete answer arrived, or the service did not know the outcome. */
    UNKNOWN
}
