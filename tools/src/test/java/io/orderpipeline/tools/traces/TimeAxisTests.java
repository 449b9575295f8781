package io.orderpipeline.tools.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TimeAxisTests {

    private static final double PRECISION = 1e-6;

    @Test
    void drawsEqualTimesEquallyLong() {
        TimeAxis axis = TimeAxis.of(List.of(Spans.span("a", "", 0, 40), Spans.span("b", "", 40, 100)), 50, 200);

        assertThat(axis.cuts()).isEmpty();
        assertThat(axis.at(0)).isEqualTo(50);
        assertThat(axis.at(50_000_000)).isCloseTo(150, within(PRECISION));
        assertThat(axis.at(100_000_000)).isCloseTo(250, within(PRECISION));
    }

    @Test
    void cutsAWaitAndSaysHowLongItWas() {
        TimeAxis axis = TimeAxis.of(List.of(Spans.span("a", "", 0, 40), Spans.span("b", "", 5_040, 5_100)), 0, 400);

        assertThat(axis.cuts()).singleElement().satisfies(cut -> {
            assertThat(cut.nanos()).isEqualTo(5_000_000_000L);
            assertThat(cut.x()).isCloseTo(axis.at(40_000_000), within(PRECISION));
            assertThat(cut.x() + cut.width()).isCloseTo(axis.at(5_040_000_000L), within(PRECISION));
        });
        assertThat(axis.at(5_100_000_000L)).isCloseTo(400, within(PRECISION));
    }

    @Test
    void leavesRoomToWhatIsTooShortToBeSeen() {
        TimeAxis axis = TimeAxis.of(List.of(Spans.span("a", "", 0, 0), Spans.span("b", "", 1_000, 11_000)), 0, 400);

        assertThat(axis.cuts().get(0).x()).isEqualTo(10);
        assertThat(axis.at(11_000_000_000L)).isCloseTo(400, within(PRECISION));
    }
}
