package io.orderpipeline.notifications.delivery;

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

class RetryPropertiesTests {

    @Test
    void triesFiveTimesByDefault() {
        assertThat(bound(Map.of()).policy()).isEqualTo(new RetryPolicy(5, Duration.ofSeconds(1)));
    }

    @Test
    void readsEveryProperty() {
        assertThat(bound(Map.of("pipeline.retry.attempts", "7", "pipeline.retry.first-pause", "250ms"))
                        .policy())
                .isEqualTo(new RetryPolicy(7, Duration.ofMillis(250)));
    }

    @ParameterizedTest
    @CsvSource({"attempts, 1", "attempts, 100", "first-pause, 0ms", "first-pause, 1h"})
    void takesTheBounds(String name, String value) {
        assertThat(bound(Map.of("pipeline.retry." + name, value))).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"attempts, 0", "attempts, 101", "first-pause, -1ms", "first-pause, 3600001ms"})
    void refusesWhatIsOutOfRange(String name, String value) {
        assertThatThrownBy(() -> bound(Map.of("pipeline.retry." + name, value)))
                .hasRootCauseInstanceOf(PropertyRefusedException.class)
                .rootCause()
                .hasMessage("pipeline.retry." + name + "=" + value);
    }

    private static RetryProperties bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("pipeline.retry", RetryProperties.class);
    }
}
