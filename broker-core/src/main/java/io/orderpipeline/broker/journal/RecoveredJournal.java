package io.orderpipeline.broker.journal;

/** A journal ready for use, and how it was found. */
public record RecoveredJournal(Journal journal, RecoveryReport report) {}
