package io.orderpipeline.orders.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.startup.PropertyBinding;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

class OutboxPropertiesTests {

    @Test
    void closesSegmentsBySizeOnly() {
        assertThat(bound(Map.of())).isEqualTo(new OutboxProperties(DataSize.ofMegabytes(64), Duration.ZERO));
    }

    @Test
    void readsEveryProperty() {
        assertThat(bound(Map.of("pipeline.outbox.segment-size", "0", "pipeline.outbox.segment-age", "7d")))
                .isEqualTo(new OutboxProperties(DataSize.ofBytes(0), Duration.ofDays(7)));
    }

    @ParameterizedTest
    @CsvSource({
        "segment-size, -1B, 'use 0 for never, or a size such as 64MB'",
        "segment-age, -1s, 'use 0 for never, or a duration such as 1d'"
    })
    void refusesWhatIsOutOfRangeAndSaysWhatIsAllowed(String name, String value, String allowed) {
        assertThat(PropertyBinding.refusal(OutboxProperties.class, Map.of("pipeline.outbox." + name, value)))
                .isEqualTo("pipeline.outbox." + name + "=" + value + " -> " + allowed);
    }

    private static OutboxProperties bound(Map<String, String> properties) {
        return PropertyBinding.bind(OutboxProperties.class, properties);
    }
}
