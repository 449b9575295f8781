package io.orderpipeline.broker.journal;

/** The machine or the process is gone. An error, so that no handler of the code under test can survive its own death. */
public final class SimulatedCrash extends Error {
    SimulatedCrash(String message) {
        super(message, null, false, false);
    }
}
