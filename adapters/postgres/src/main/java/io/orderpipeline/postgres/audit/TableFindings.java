package io.orderpipeline.postgres.audit;

import java.util.Optional;

/**
 * What was found in a table.
 *
 * @param table   its name
 * @param facts   what it holds, as {@code key=value}
 * @param problem the first fault in its rows, for operators; ids are the only customer data in it
 */
public record TableFindings(String table, String facts, Optional<String> problem) {}
