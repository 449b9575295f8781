package io.orderpipeline.benchmarks.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** A table in Markdown. Not thread-safe. */
public final class Table {

    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... header) {
        rows.add(List.of(header));
        rows.add(Collections.nCopies(header.length, "---"));
    }

    /** Adds a row with a cell for each column. */
    public Table row(Object... cells) {
        rows.add(Arrays.stream(cells).map(Object::toString).toList());
        return this;
    }

    @Override
    public String toString() {
        return rows.stream().map(row -> "| " + String.join(" | ", row) + " |").collect(Collectors.joining("\n"));
    }
}
