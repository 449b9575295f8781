package io.orderpipeline.broker.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.relay.RelaySettings;
import io.orderpipeline.broker.startup.PropertyBinding;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelayPropertiesTests {

    @Test
    void hasTheDefaultsOfTheRelay() {
        RelayProperties properties = bound(Map.of());

        assertThat(properties.settings()).isEqualTo(RelaySettings.defaults());
        assertThat(properties.pollInterval()).isEqualTo(Duration.ofMillis(50));
    }

    @Test
    void readsEveryProperty() {
        assertThat(bound(Map.of(
                        "pipeline.relay.window", "7",
                        "pipeline.relay.checkpoint-interval", "250ms",
                        "pipeline.relay.first-probe", "20ms",
                        "pipeline.relay.longest-pause", "1m",
                        "pipeline.relay.stop-grace", "3s",
                        "pipeline.relay.poll-interval", "10ms")))
                .isEqualTo(new RelayProperties(
                        7,
                        Duration.ofMillis(250),
                        Duration.ofMillis(20),
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(3),
                        Duration.ofMillis(10)));
    }

    @ParameterizedTest
    @CsvSource({
        "window, 1",
        "window, 100000",
        "checkpoint-interval, 1ms",
        "checkpoint-interval, 1h",
        "first-probe, 1ms",
        "longest-pause, 100ms",
        "longest-pause, 1h",
        "stop-grace, 1ms",
        "stop-grace, 1h",
        "poll-interval, 1ms",
        "poll-interval, 100ms"
    })
    void takesTheBounds(String name, String value) {
        assertThat(bound(Map.of("pipeline.relay." + name, value))).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "window, 0, use a number from 1 to 100000",
        "window, 100001, use a number from 1 to 100000",
        "checkpoint-interval, 0ms, use at least 1ms",
        "checkpoint-interval, 3600001ms, use at most 1h",
        "first-probe, 0ms, use at least 1ms",
        "longest-pause, 99ms, use at least pipeline.relay.first-probe",
        "longest-pause, 3600001ms, use at most 1h",
        "stop-grace, 0ms, use at least 1ms",
        "stop-grace, 3600001ms, use at most 1h",
        "poll-interval, 0ms, use at least 1ms",
        "poll-interval, 101ms, use at most 100ms"
    })
    void refusesWhatIsOutOfRangeAndSaysWhatIsAllowed(String name, String value, String allowed) {
        assertThat(refusal(name, value)).isEqualTo("pipeline.relay." + name + "=" + value + " -> " + allowed);
    }

    @Test
    void refusesAFirstProbeAfterTheLongestPauseByDefault() {
        assertThat(refusal("first-probe", "6s"))
                .isEqualTo("pipeline.relay.longest-pause=5000ms -> use at least pipeline.relay.first-probe");
    }

    private static RelayProperties bound(Map<String, String> properties) {
        return PropertyBinding.bind(RelayProperties.class, properties);
    }

    private static String refusal(String name, String value) {
        return PropertyBinding.refusal(RelayProperties.class, Map.of("pipeline.relay." + name, value));
    }
}
