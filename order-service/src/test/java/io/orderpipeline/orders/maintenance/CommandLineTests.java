package io.orderpipeline.orders.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.orders.maintenance.CommandLine.WrongUsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands look at the folder the service would use. */
class CommandLineTests {

    @TempDir
    Path temp;

    private String configuration = "";

    @BeforeEach
    void nameTheFolderOfConfiguration() {
        configuration = "--spring.config.additional-location=" + temp.toUri();
    }

    @Test
    void usesDataInTheWorkingDirectoryWhereNothingIsConfigured() throws WrongUsageException {
        assertThat(folder(Map.of())).isEqualTo(Path.of("data").toAbsolutePath());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PIPELINE_DATADIR", "PIPELINE_DATA_DIR"})
    void takesTheFolderFromTheEnvironment(String variable) throws WrongUsageException {
        assertThat(folder(Map.of(variable, "/srv/a/../data"))).isEqualTo(Path.of("/srv/data"));
    }

    @Test
    void takesTheFolderFromJsonInTheEnvironment() throws WrongUsageException {
        assertThat(folder(Map.of("SPRING_APPLICATION_JSON", "{\"pipeline\":{\"dataDir\":\"/srv/data\"}}")))
                .isEqualTo(Path.of("/srv/data"));
    }

    @Test
    void showsNothingOfAFileThatItCannotRead() throws IOException {
        Files.writeString(temp.resolve("order-service.yml"), "pipeline.webhook.secret: whsec_MfKQ: x\n");

        assertThatThrownBy(() -> folder(Map.of(), configuration))
                .hasMessageContaining("a configuration file cannot be read at line 1, column ")
                .hasMessageNotContaining("MfKQ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"order-service.yml", "order-pipeline.yml", "order-service.properties"})
    void takesTheFolderFromEachFileThatTheServiceReads(String file) throws IOException, WrongUsageException {
        Files.writeString(
                temp.resolve(file),
                file.endsWith("yml") ? "pipeline:\n  data-dir: /srv/data\n" : "pipeline.data-dir=/srv/data\n");
        assertThat(folder(Map.of(), configuration)).isEqualTo(Path.of("/srv/data"));
    }

    @Test
    void ignoresTheFileOfTheOtherService() throws IOException, WrongUsageException {
        Files.writeString(temp.resolve("notification-service.yml"), "pipeline.data-dir: /srv/data\n");
        assertThat(folder(Map.of(), configuration)).isEqualTo(Path.of("data").toAbsolutePath());
    }

    @Test
    void readsTheFileOfAProfile() throws IOException, WrongUsageException {
        Files.writeString(temp.resolve("order-service-secure.yml"), "pipeline.data-dir: /srv/data\n");
        assertThat(folder(Map.of("SPRING_PROFILES_ACTIVE", "secure"), configuration))
                .isEqualTo(Path.of("/srv/data"));
    }

    @Test
    void prefersTheCommandLineToVariablesAndThoseToFiles() throws IOException, WrongUsageException {
        Files.writeString(temp.resolve("order-service.yml"), "pipeline.data-dir: file\n");
        Map<String, String> variable = Map.of("PIPELINE_DATADIR", "variable");
        assertThat(folder(variable, configuration))
                .isEqualTo(Path.of("variable").toAbsolutePath());
        assertThat(folder(variable, configuration, "--pipeline.data-dir=line"))
                .isEqualTo(Path.of("line").toAbsolutePath());
        assertThat(folder(variable, configuration, "--pipeline.dataDir=line", "--server.port=9000"))
                .isEqualTo(Path.of("line").toAbsolutePath());
    }

    @Test
    void refusesAMisspeltProperty() {
        assertThatThrownBy(() -> folder(Map.of(), "--pipeline.data-dri=x"))
                .isInstanceOf(WrongUsageException.class)
                .hasMessageContaining("did you mean pipeline.data-dir?");
    }

    @Test
    void refusesAFileThatTheServiceCouldNotRead() throws IOException {
        Files.writeString(temp.resolve("order-service.yml"), "pipeline: [\n");
        assertThatThrownBy(() -> folder(Map.of(), configuration))
                .isInstanceOf(WrongUsageException.class)
                .hasMessageStartingWith("cannot tell the data folder from the configuration: ");
    }

    private static Path folder(Map<String, String> environment, String... options) throws WrongUsageException {
        return ((Request.OnFolder) CommandLine.parse(
                        Stream.concat(Stream.of("verify"), Stream.of(options)).toList(), environment))
                .dataFolder();
    }
}
