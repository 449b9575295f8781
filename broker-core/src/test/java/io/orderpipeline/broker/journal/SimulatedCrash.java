package io.orderpipeline.broker.journal;

/** The machine or the process has died. An error, so that no handler of the code under test catches it. */
public final class SimulatedCrash extends Error {
    SimulatedCrash(String message) {
        super(message, null, false, false);
    }
}
