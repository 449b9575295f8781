package io.orderpipeline.broker.startup;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.startup.PipelineProperties.Management;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PipelinePropertiesTests {

    @Test
    void hasDefaultsForEverything() {
        assertThat(bound(Map.of()))
                .isEqualTo(new PipelineProperties(
                        "data", "in-process", "file", "log", new Management(address("127.0.0.1"), 8081, 8082)));
    }

    @Test
    void readsEveryProperty() {
        assertThat(bound(Map.of(
                        "pipeline.data-dir", "/srv/pipeline",
                        "pipeline.broker", "kafka",
                        "pipeline.store", "postgres",
                        "pipeline.notifier", "webhook",
                        "pipeline.management.address", "0.0.0.0",
                        "pipeline.management.orders-port", "0",
                        "pipeline.management.notifications-port", "65535")))
                .isEqualTo(new PipelineProperties(
                        "/srv/pipeline",
                        "kafka",
                        "postgres",
                        "webhook",
                        new Management(address("0.0.0.0"), 0, 65_535)));
    }

    @Test
    void givesEachServiceItsFolderBelowTheWorkingDirectory() {
        PipelineProperties properties = bound(Map.of("pipeline.data-dir", "a/../b"));

        Path shared = Path.of("").toAbsolutePath().resolve("b");
        assertThat(properties.ordersFolder()).isEqualTo(shared.resolve("orders"));
        assertThat(properties.notificationsFolder()).isEqualTo(shared.resolve("notifications"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "da\0ta", "da\uFFFDta"})
    void refusesAnInvalidFolderName(String name) {
        assertThat(refusal("pipeline.data-dir", name))
                .isEqualTo("pipeline.data-dir=" + name
                        + " -> use a folder name in characters of this locale; LC_ALL=C.UTF-8 allows all");
    }

    @ParameterizedTest
    @CsvSource({
        "pipeline.management.orders-port,        -1",
        "pipeline.management.orders-port,        65536",
        "pipeline.management.notifications-port, 70000"
    })
    void refusesAPortOutOfRange(String property, String port) {
        assertThat(refusal(property, port))
                .isEqualTo(property + "=" + port + " -> use a port from 1 to 65535, or 0 for a free one");
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(literal, e);
        }
    }

    private static PipelineProperties bound(Map<String, String> properties) {
        return PropertyBinding.bind(PipelineProperties.class, properties);
    }

    private static String refusal(String property, String value) {
        return PropertyBinding.refusal(PipelineProperties.class, Map.of(property, value));
    }
}
