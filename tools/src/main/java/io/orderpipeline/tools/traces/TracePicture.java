package io.orderpipeline.tools.traces;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;

/**
 * Draws a trace as a timeline in SVG, in the reader's light or dark colours.
 *
 * <p>Usage: {@code java -cp tools.jar io.orderpipeline.tools.traces.TracePicture spans-file trace-id picture-file}
 */
public final class TracePicture {

    private static final int WIDTH = 1000;
    private static final int MARGIN = 20;
    private static final int TIMES = 340;
    private static final int TOP = 104;
    private static final int STEP = 30;
    private static final int BAR = 14;
    private static final int INDENT = 16;
    private static final int GROUP = 34;
    /** Space after the last bar for its label. */
    private static final int WORDS = 230;

    private static final String STYLE = """
            <style>
            text { font: 13px system-ui, -apple-system, "Segoe UI", sans-serif; fill: #1c2733 }
            .title { font-size: 17px; font-weight: 600 } .soft { fill: #566472 } .cut { font-size: 12px; fill: #566472 }
            .paper { fill: #ffffff } .line { stroke: #e3e8ed } .gap { fill: #f2f5f7 } .wrong { fill: #a4332a }
            .order-service { fill: #2f6db5 } .notification-service { fill: #1f7a54 } .failed { fill: #c8493d }
            @media (prefers-color-scheme: dark) {
            text { fill: #e6edf3 } .soft, .cut { fill: #9aa7b4 } .paper { fill: #10161d } .line { stroke: #26313c }
            .gap { fill: #18212a } .wrong { fill: #ff9a8f } .order-service { fill: #6ea8ee } .notification-service { fill: #55c090 }
            .failed { fill: #f0766a }
            }
            </style>
            """;

    private final String traceId;
    private final List<TraceRows.Row> rows;
    private final TimeAxis axis;
    private final StringBuilder svg = new StringBuilder();

    private TracePicture(String traceId, List<TraceRows.Row> rows) {
        this.traceId = traceId;
        this.rows = rows;
        this.axis = TimeAxis.of(rows.stream().map(TraceRows.Row::span).toList(), TIMES, WIDTH - TIMES - WORDS);
    }

    public static void main(String[] arguments) throws IOException {
        try (var spans = JsonMapper.builder()
                .build()
                .readerFor(ReceivedSpan.class)
                .<ReceivedSpan>readValues(Path.of(arguments[0]).toFile())) {
            Files.writeString(Path.of(arguments[2]), of(arguments[1], spans.readAll()));
        }
    }

    /** The picture of a trace and of the traces linked to it. */
    static String of(String traceId, List<ReceivedSpan> spans) {
        List<TraceRows.Row> rows = TraceRows.of(traceId, spans);
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("no span of trace " + traceId);
        }
        return new TracePicture(traceId, rows).draw();
    }

    private String draw() {
        boolean isLinked = rows.get(rows.size() - 1).isLinked();
        int height = TOP + rows.size() * STEP + (isLinked ? GROUP : 0) + MARGIN;
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%2$d\" viewBox=\"0 0 %1$d %2$d\">\n",
                WIDTH, height);
        svg.append(STYLE);
        add("<rect class=\"paper\" width=\"%d\" height=\"%d\"/>\n", WIDTH, height);
        text(MARGIN, 34, "title", "One order, from its request to its notifications");
        text(MARGIN, 56, "soft", "trace " + traceId);
        axis.cuts().forEach(cut -> draw(cut, height));
        int y = TOP;
        for (int i = 0; i < rows.size(); i++) {
            TraceRows.Row row = rows.get(i);
            if (row.isLinked() && (i == 0 || !rows.get(i - 1).isLinked())) {
                text(
                        MARGIN,
                        y + 22,
                        "soft",
                        "another trace, with a link to this one: " + row.span().traceId());
                y += GROUP;
            }
            draw(row, y);
            y += STEP;
        }
        return svg.append("</svg>\n").toString();
    }

    private void draw(TimeAxis.Cut cut, int height) {
        add(
                "<rect class=\"gap\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>\n",
                cut.x() + 3, TOP - 30, cut.width() - 6, height - TOP + 30 - MARGIN / 2);
        add(
                "<text class=\"cut\" text-anchor=\"middle\" x=\"%.1f\" y=\"%d\">%s</text>\n",
                cut.x() + cut.width() / 2, TOP - 12, length(cut.nanos()));
    }

    private void draw(TraceRows.Row row, int y) {
        ReceivedSpan span = row.span();
        boolean isFailed = !span.problem().isEmpty();
        add("<line class=\"line\" x1=\"%d\" x2=\"%d\" y1=\"%3$d\" y2=\"%3$d\"/>\n", MARGIN, WIDTH - MARGIN, y);
        text(MARGIN + row.depth() * INDENT, y + 20, "", span.name());
        add(
                "<text class=\"soft\" text-anchor=\"end\" x=\"%d\" y=\"%d\">%s</text>\n",
                TIMES - 14, y + 20, escaped(span.service()));
        double from = axis.at(span.startNanos());
        double to = Math.max(from + 2, axis.at(span.endNanos()));
        add(
                "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/>\n",
                isFailed ? "failed" : escaped(span.service()), from, y + (STEP - BAR) / 2 + 1, to - from, BAR);
        add(
                "<text x=\"%.1f\" y=\"%d\">%s <tspan class=\"soft\">%s</tspan> <tspan class=\"wrong\">%s</tspan></text>\n",
                to + 8,
                y + 20,
                length(span.nanos()),
                escaped(span.attributes().getOrDefault("item.id", "")),
                escaped(span.problem()));
    }

    private void text(int x, int y, String style, String text) {
        add("<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>\n", style, x, y, escaped(text));
    }

    private void add(String format, Object... arguments) {
        svg.append(String.format(Locale.ROOT, format, arguments));
    }

    /** Formats a duration for people. */
    private static String length(long nanos) {
        double millis = nanos / 1e6;
        return millis >= 1_000
                ? String.format(Locale.ROOT, "%.1f s", millis / 1e3)
                : String.format(Locale.ROOT, millis >= 10 ? "%.0f ms" : "%.1f ms", millis);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
