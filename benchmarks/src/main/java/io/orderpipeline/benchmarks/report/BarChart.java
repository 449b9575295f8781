package io.orderpipeline.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A horizontal bar chart in SVG. Chart libraries would need desktop fonts.
 *
 * <p>Not thread-safe.
 */
public final class BarChart {

    private static final int WIDTH = 760;
    private static final int LABELS = 250;
    private static final int NUMBERS = 110;
    private static final int BAR = 20;
    private static final int STEP = 26;
    private static final int TOP = 46;
    private static final String[] COLORS = {"#9aa5b1", "#2f6db5", "#3a9d6e", "#d08a2e"};

    private final String title;
    private final String unit;
    private final List<Bar> bars = new ArrayList<>();

    /**
     * A chart without bars.
     *
     * @param unit shown after each number
     */
    public BarChart(String title, String unit) {
        this.title = title;
        this.unit = unit;
    }

    private record Bar(String label, double value, int color) {}

    /**
     * Adds a bar below the others.
     *
     * @param color index from 0 to 3; bars of one kind share a color
     */
    public BarChart bar(String label, double value, int color) {
        bars.add(new Bar(label, value, color));
        return this;
    }

    @Override
    public String toString() {
        double largest = bars.stream().mapToDouble(Bar::value).max().orElse(1);
        int height = TOP + bars.size() * STEP + 10;
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%2$d\" viewBox=\"0 0 %1$d %2$d\""
                        + " font-family=\"sans-serif\" font-size=\"13\">\n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>\n"
                        + "<text x=\"16\" y=\"26\" font-size=\"16\" font-weight=\"bold\">%3$s</text>\n",
                WIDTH,
                height,
                escaped(title)));
        for (int i = 0; i < bars.size(); i++) {
            svg.append(draw(bars.get(i), TOP + i * STEP, largest));
        }
        return svg.append("</svg>\n").toString();
    }

    private String draw(Bar bar, int y, double largest) {
        int width = (int) Math.max(1, (WIDTH - LABELS - NUMBERS) * bar.value() / largest);
        return String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>"
                        + "<text x=\"%d\" y=\"%d\">%s %s</text>\n",
                LABELS - 8,
                y + 15,
                escaped(bar.label()),
                LABELS,
                y,
                width,
                BAR,
                COLORS[bar.color()],
                LABELS + width + 6,
                y + 15,
                number(bar.value()),
                escaped(unit));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
