package io.orderpipeline.postgres.audit;

import java.util.Optional;

/**
 * How a table is.
 *
 * @param table   its name
 * @param facts   what it holds, as {@code key=value}
 * @param problem the first thing that is wrong with its rows, for operators; ids are the only data of customers in it
 */
public record TableFindings(String table, String facts, Optional<String> problem) {}
