package io.orderpipeline.broker.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.broker.journal.JournalFolder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@ExtendWith(OutputCaptureExtension.class)
class StartRefusedTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--pipeline.broker=carrier-pigeon | pipeline.broker=carrier-pigeon -> use in-process or kafka",
                "--pipeline.store=shoebox | pipeline.store=shoebox -> use file or postgres",
                "--pipeline.notifier=pigeon | pipeline.notifier=pigeon -> use log or webhook",
                "--pipeline.broker=kafka | pipeline.broker=kafka -> the Kafka adapter is not on the classpath; add it or use"
                        + " in-process",
                "--pipeline.store=postgres | pipeline.store=postgres -> the PostgreSQL adapter is not on the classpath; add it"
                        + " or use file",
                "--pipeline.data-dir= | pipeline.data-dir= -> name a folder",
                "--pipeline.management.orders-port=70000 | pipeline.management.orders-port=70000 -> use a port from 1 to"
                        + " 65535, or 0 for a free one",
                "--pipeline.management.orders-port=http | pipeline.management.orders-port=http -> use a whole number",
                "--server.port=80000 | server.port=80000 -> use a port from 1 to 65535, or 0 for a free one",
                "--server.port=http | server.port=http -> use a whole number",
                "--pipeline.data-dirr=x | pipeline.data-dirr=x -> there is no such property; the README lists them all",
            })
    void saysInOneLineWhichPropertyIsWrongAndWhatIsAllowed(String argument, String line, CapturedOutput output) {
        assertThatThrownBy(() -> start(Service.class, argument));

        assertThat(linesOf(output)).singleElement().asString().endsWith("ERROR start refused: " + line);
    }

    @Test
    void reportsALockedFolderByTheMessageOfItsJournal(@TempDir Path folder, CapturedOutput output) {
        try (JournalFolder owner = JournalFolder.open(folder)) {
            assertThat(owner).isNotNull();

            assertThatThrownBy(() -> start(Owner.class, "--folder=" + folder));

            assertThat(linesOf(output))
                    .singleElement()
                    .asString()
                    .contains("ERROR start refused: ")
                    .contains(folder.toString());
        }
    }

    @Test
    void startsWithTheDefaults(CapturedOutput output) {
        start(Service.class).close();

        assertThat(linesOf(output)).isEmpty();
    }

    private static ConfigurableApplicationContext start(Class<?> application, String... args) {
        SpringApplication spring = new SpringApplication(application);
        spring.setWebApplicationType(WebApplicationType.NONE);
        return spring.run(args);
    }

    private static List<String> linesOf(CapturedOutput output) {
        return output.getAll().lines().toList();
    }

    @Configuration
    @EnableAutoConfiguration
    @PipelineService("some-service")
    static class Service {}

    @Configuration
    @EnableAutoConfiguration
    @PipelineService("some-service")
    static class Owner {
        @Bean
        JournalFolder folder(@Value("${folder}") Path folder) {
            return JournalFolder.open(folder);
        }
    }
}
