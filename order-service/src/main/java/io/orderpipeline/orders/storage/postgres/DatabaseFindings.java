package io.orderpipeline.orders.storage.postgres;

import io.orderpipeline.postgres.audit.TableFindings;
import java.util.List;
import java.util.Locale;

/**
 * The condition of the tables.
 *
 * @param lines    one per table, for operators
 * @param areWhole whether no row contradicts another
 */
public record DatabaseFindings(List<String> lines, boolean areWhole) {

    static DatabaseFindings of(List<TableFindings> tables) {
        return new DatabaseFindings(
                tables.stream().map(DatabaseFindings::line).toList(),
                tables.stream().allMatch(table -> table.problem().isEmpty()));
    }

    private static String line(TableFindings table) {
        return String.format(
                Locale.ROOT,
                "%-25s %s %s",
                table.table(),
                table.facts(),
                table.problem().map(problem -> "damaged: " + problem).orElse("ok"));
    }
}
