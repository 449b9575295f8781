package io.orderpipeline.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

/** One page of results with its charts. Not thread-safe. */
public final class Report {

    private static final int WIDTH = 120;

    private final String name;
    private final StringBuilder page = new StringBuilder();
    private final Map<String, BarChart> charts = new LinkedHashMap<>();

    /**
     * A page with only its title and the machine.
     *
     * @param name of the file, without its extension
     */
    public Report(String name, String title) {
        this.name = name;
        page.append("# ").append(title).append("\n\n");
        text("Measured on " + Machine.describe() + ", " + LocalDate.now(ZoneOffset.UTC)
                + ", by `java -jar benchmarks/target/benchmarks.jar " + name + "`.");
    }

    /** Adds a paragraph, wrapped like the other pages. */
    public Report text(String paragraph) {
        int column = 0;
        for (String word : paragraph.split(" ", -1)) {
            if (column + word.length() >= WIDTH) {
                page.append('\n');
                column = 0;
            } else if (column > 0) {
                page.append(' ');
                column++;
            }
            page.append(word);
            column += word.length();
        }
        page.append("\n\n");
        return this;
    }

    public Report table(Table table) {
        page.append(table).append("\n\n");
        return this;
    }

    public Report chart(BarChart chart) {
        String file = charts.isEmpty() ? name + ".svg" : name + "-" + (charts.size() + 1) + ".svg";
        charts.put(file, chart);
        return text("![chart](" + file + ")");
    }

    /** Writes the page and its charts into a folder. */
    public void writeTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(name + ".md"), toString());
        for (Map.Entry<String, BarChart> chart : charts.entrySet()) {
            Files.writeString(folder.resolve(chart.getKey()), chart.getValue().toString());
        }
    }

    @Override
    public String toString() {
        return page.toString().strip() + "\n";
    }
}
