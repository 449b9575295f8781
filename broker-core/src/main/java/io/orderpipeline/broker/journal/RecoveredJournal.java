package io.orderpipeline.broker.journal;

/** A journal ready for use, and the report of its recovery. */
public record RecoveredJournal(Journal journal, RecoveryReport report) {}
