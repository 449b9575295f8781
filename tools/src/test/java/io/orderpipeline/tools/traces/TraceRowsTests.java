package io.orderpipeline.tools.traces;

import static io.orderpipeline.tools.traces.Spans.TRACE;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.tools.traces.TraceRows.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceRowsTests {

    @Test
    void putsEachSpanBehindItsParentInTheOrderOfTime() {
        List<Row> rows = TraceRows.of(
                TRACE,
                List.of(
                        Spans.span("late", "request", 30, 40),
                        Spans.span("child", "early", 12, 14),
                        Spans.span("early", "request", 10, 20),
                        Spans.span("request", "the client's", 0, 5)));

        assertThat(rows).extracting(row -> row.span().spanId()).containsExactly("request", "early", "child", "late");
        assertThat(rows).extracting(Row::depth).containsExactly(0, 1, 2, 1);
    }

    @Test
    void putsLinkedTracesLastAndLeavesOthersOut() {
        List<Row> rows = TraceRows.of(
                TRACE,
                List.of(
                        Spans.of("other", "a stranger", "", List.of(), 1, 2, ""),
                        Spans.of("redrive", "root", "", List.of(TRACE), 50, 60, ""),
                        Spans.of("redrive", "send", "root", List.of(), 51, 52, ""),
                        Spans.span("request", "", 0, 5)));

        assertThat(rows).extracting(row -> row.span().spanId()).containsExactly("request", "root", "send");
        assertThat(rows).extracting(Row::isLinked).containsExactly(false, true, true);
    }
}
