package io.orderpipeline.orders.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.broker.startup.PropertyRefusedException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
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
        "max-body,      0B",
        "max-body,      -1B",
        "max-body,      16777217B",
        "max-body,      1099511627776B",
        "header-deadline, 99ms",
        "body-deadline, 99ms",
        "body-deadline, -1ms"
    })
    void refusesWhatIsOutOfRange(String name, String value) {
        assertThatThrownBy(() -> bound(Map.of("pipeline.http." + name, value)))
                .rootCause()
                .isInstanceOf(PropertyRefusedException.class)
                .hasMessage("pipeline.http." + name + "=" + value);
    }

    private static EdgeProperties bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("pipeline.http", EdgeProperties.class);
    }
}
