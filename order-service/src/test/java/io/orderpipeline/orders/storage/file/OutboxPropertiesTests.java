package io.orderpipeline.orders.storage.file;

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

class OutboxPropertiesTests {

    @Test
    void closesSegmentsBySizeAlone() {
        assertThat(bound(Map.of())).isEqualTo(new OutboxProperties(DataSize.ofMegabytes(64), Duration.ZERO));
    }

    @Test
    void readsEveryProperty() {
        assertThat(bound(Map.of("pipeline.outbox.segment-size", "0", "pipeline.outbox.segment-age", "7d")))
                .isEqualTo(new OutboxProperties(DataSize.ofBytes(0), Duration.ofDays(7)));
    }

    @ParameterizedTest
    @CsvSource({"segment-size, -1B", "segment-age, PT-1S"})
    void refusesNegativeValues(String name, String value) {
        assertThatThrownBy(() -> bound(Map.of("pipeline.outbox." + name, value)))
                .rootCause()
                .isInstanceOf(PropertyRefusedException.class)
                .hasMessage("pipeline.outbox." + name + "=" + value);
    }

    private static OutboxProperties bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("pipeline.outbox", OutboxProperties.class);
    }
}
