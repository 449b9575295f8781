package io.orderpipeline.notifications.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.startup.PropertyBinding;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPropertiesTests {

    @Test
    void triesFiveTimesByDefault() {
        assertThat(bound(Map.of()).policy()).isEqualTo(OrderCreatedHandlerFixture.USUAL);
    }

    @Test
    void readsEveryProperty() {
        assertThat(bound(Map.of("pipeline.retry.attempts", "7", "pipeline.retry.first-pause", "250ms"))
                        .policy())
                .isEqualTo(new RetryPolicy(7, Duration.ofMillis(250), 20_000));
    }

    @ParameterizedTest
    @CsvSource({"attempts, 1", "attempts, 100", "first-pause, 0ms", "first-pause, 1h"})
    void takesTheBounds(String name, String value) {
        assertThat(bound(Map.of("pipeline.retry." + name, value))).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "attempts, 0, use a number from 1 to 100",
        "attempts, 101, use a number from 1 to 100",
        "first-pause, -1ms, use at least 0",
        "first-pause, 3600001ms, use at most 1h",
        "parked, 0, use a number from 1 to 1000000",
        "parked, 1000001, use a number from 1 to 1000000"
    })
    void refusesWhatIsOutOfRangeAndSaysWhatIsAllowed(String name, String value, String allowed) {
        assertThat(PropertyBinding.refusal(RetryProperties.class, Map.of("pipeline.retry." + name, value)))
                .isEqualTo("pipeline.retry." + name + "=" + value + " -> " + allowed);
    }

    private static RetryProperties bound(Map<String, String> properties) {
        return PropertyBinding.bind(RetryProperties.class, properties);
    }
}
