package io.orderpipeline.orders.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.startup.PropertyBinding;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

class EdgePropertiesTests {

    @Test
    void hasDefaultsForEverything() {
        assertThat(bound(Map.of()))
                .isEqualTo(
                        new EdgeProperties(DataSize.ofKilobytes(256), Duration.ofSeconds(10), Duration.ofSeconds(10)));
    }

    @Test
    void readsEveryProperty() {
        assertThat(bound(Map.of(
                        "pipeline.http.max-body", "1MB",
                        "pipeline.http.header-deadline", "300ms",
                        "pipeline.http.body-deadline", "200ms")))
                .isEqualTo(new EdgeProperties(DataSize.ofMegabytes(1), Duration.ofMillis(300), Duration.ofMillis(200)));
    }

    @ParameterizedTest
    @CsvSource({"max-body, 1B", "max-body, 16MB", "header-deadline, 100ms", "body-deadline, 100ms"})
    void takesTheBounds(String name, String value) {
        assertThat(bound(Map.of("pipeline.http." + name, value))).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "max-body, 0B, use 1B to 16MB",
        "max-body, -1B, use 1B to 16MB",
        "max-body, 16777217B, use 1B to 16MB",
        "max-body, 1099511627776B, use 1B to 16MB",
        "header-deadline, 99ms, use at least 100ms",
        "body-deadline, 99ms, use at least 100ms",
        "body-deadline, -1ms, use at least 100ms"
    })
    void refusesWhatIsOutOfRangeAndSaysWhatIsAllowed(String name, String value, String allowed) {
        assertThat(PropertyBinding.refusal(EdgeProperties.class, Map.of("pipeline.http." + name, value)))
                .isEqualTo("pipeline.http." + name + "=" + value + " -> " + allowed);
    }

    private static EdgeProperties bound(Map<String, String> properties) {
        return PropertyBinding.bind(EdgeProperties.class, properties);
    }
}
