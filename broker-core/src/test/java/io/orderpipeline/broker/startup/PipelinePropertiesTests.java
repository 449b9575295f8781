package io.orderpipeline.broker.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.broker.startup.PipelineProperties.Broker;
import io.orderpipeline.broker.startup.PipelineProperties.Management;
import io.orderpipeline.broker.startup.PipelineProperties.Notifier;
import io.orderpipeline.broker.startup.PipelineProperties.Store;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class PipelinePropertiesTests {

    @Test
    void hasDefaultsForEverything() {
        assertThat(bound(Map.of()))
                .isEqualTo(new PipelineProperties(
                        "data", Broker.IN_PROCESS, Store.FILE, Notifier.LOG, new Management(8081, 8082)));
    }

    @Test
    void readsEveryProperty() {
        assertThat(bound(Map.of(
                        "pipeline.data-dir", "/srv/pipeline",
                        "pipeline.broker", "kafka",
                        "pipeline.store", "postgres",
                        "pipeline.notifier", "webhook",
                        "pipeline.management.orders-port", "0",
                        "pipeline.management.notifications-port", "65535")))
                .isEqualTo(new PipelineProperties(
                        "/srv/pipeline", Broker.KAFKA, Store.POSTGRES, Notifier.WEBHOOK, new Management(0, 65_535)));
    }

    @Test
    void givesEachServiceAFolderOfItsOwnBelowTheWorkingDirectory() {
        PipelineProperties properties = bound(Map.of("pipeline.data-dir", "a/../b"));

        Path shared = Path.of("").toAbsolutePath().resolve("b");
        assertThat(properties.ordersFolder()).isEqualTo(shared.resolve("orders"));
        assertThat(properties.notificationsFolder()).isEqualTo(shared.resolve("notifications"));
    }

    @ParameterizedTest
    @CsvSource({
        "in-process, file,     broker+file",
        "kafka,      file,     kafka+file",
        "in-process, postgres, broker+postgres",
        "kafka,      postgres, kafka+postgres"
    })
    void namesItsModeInTheWordsOfTheStartLine(String broker, String store, String mode) {
        assertThat(bound(Map.of("pipeline.broker", broker, "pipeline.store", store))
                        .mode())
                .isEqualTo(mode);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "da\0ta"})
    void refusesAFolderThatNothingCanBeCalled(String name) {
        assertThatThrownBy(() -> bound(Map.of("pipeline.data-dir", name)))
                .hasRootCauseInstanceOf(PropertyRefusedException.class)
                .rootCause()
                .hasMessage("pipeline.data-dir=" + name);
    }

    @ParameterizedTest
    @CsvSource({
        "pipeline.management.orders-port,        -1",
        "pipeline.management.orders-port,        65536",
        "pipeline.management.notifications-port, 70000"
    })
    void refusesAPortOutOfRange(String property, String port) {
        assertThatThrownBy(() -> bound(Map.of(property, port)))
                .hasRootCauseInstanceOf(PropertyRefusedException.class)
                .rootCause()
                .hasMessage(property + "=" + port);
    }

    private static PipelineProperties bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("pipeline", PipelineProperties.class);
    }
}
