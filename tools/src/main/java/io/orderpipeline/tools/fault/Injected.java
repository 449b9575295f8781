package io.orderpipeline.tools.fault;

/**
 * A fault that was injected, with its times by {@link System#nanoTime}.
 *
 * @param endedAt when the process ran again, or the link was open again
 */
public record Injected(Fault fault, long startedAt, long endedAt) {}
