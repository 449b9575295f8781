package io.orderpipeline.launcher.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChartsTests {

    private static final Instant NOW = Instant.parse("2026-11-23T02:14:22.968Z");

    private final Charts charts = new Charts();
    private final Latencies latencies = new Latencies();

    @Test
    void beginWithTheOrdersOfTheLastTwoMinutes() {
        charts.restore(
                List.of(
                        NOW.minusSeconds(Charts.SECONDS),
                        NOW.minusSeconds(Charts.SECONDS - 1),
                        NOW.minusSeconds(1),
                        NOW.minusSeconds(1),
                        NOW,
                        NOW.plusSeconds(1)),
                NOW);

        List<Long> orders = charts.view().orders();
        assertThat(orders).hasSize(Charts.SECONDS).startsWith(1L, 0L).endsWith(0L, 2L, 1L);
        assertThat(charts.view().backlog()).as("not measured").containsOnlyNulls();
    }

    @Test
    void showTheNewestTwoMinutes() {
        charts.restore(List.of(), NOW);
        for (int i = 1; i <= Charts.SECONDS + 10; i++) {
            charts.add(i, 2L * i, latencies.drain());
        }

        assertThat(charts.view().orders())
                .hasSize(Charts.SECONDS)
                .startsWith(11L)
                .endsWith(Charts.SECONDS + 10L);
        assertThat(charts.view().backlog()).startsWith(22L);
    }

    @Test
    void leaveOutWhatWasNotMeasured() {
        charts.restore(List.of(), NOW);
        charts.add(1, 0, latencies.drain());
        for (int i = 1; i <= 100; i++) {
            latencies.add(i * 1_000_000L);
        }
        charts.add(1, 0, latencies.drain());

        assertThat(charts.view().p50()).endsWith(null, 50.0);
        assertThat(charts.view().p99()).endsWith(null, 99.0);
    }

    @Test
    void keepTheNewestLatenciesOfABusySecond() {
        for (int i = 0; i < 5_000; i++) {
            latencies.add(i < 4_000 ? 1_000_000L : 2_000_000L);
        }

        assertThat(latencies.drain().quantile(0.01)).hasValue(2.0);
        assertThat(latencies.drain().quantile(0.5)).isEmpty();
    }
}
