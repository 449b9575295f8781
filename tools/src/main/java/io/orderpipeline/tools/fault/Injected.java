package io.orderpipeline.tools.fault;

/**
 * An injected fault, with its times by {@link System#nanoTime}.
 *
 * @param endedAt when the process was running again, or the link open again
 */
public record Injected(Fault fault, long startedAt, long endedAt) {}
