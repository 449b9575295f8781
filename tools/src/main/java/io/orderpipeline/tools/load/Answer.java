package io.orderpipeline.tools.load;

/** What a client knows after a request. */
public enum Answer {
    /** Answered 202. */
    ACCEPTED,
    /** Answered otherwise, with certainty. */
    REFUSED,
    /** No whole answer came, or the service did not know. */
    UNKNOWN
}
