package io.orderpipeline.broker.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.broker.journal.JournalFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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
                "--pipeline.broker=carrier-pigeon | pipeline.broker=carrier-pigeon -> use in-process",
                "--pipeline.store=postgress | pipeline.store=postgress -> use file",
                "--pipeline.store=FILE | pipeline.store=FILE -> use file",
                "--pipeline.data-dir= | pipeline.data-dir= -> use a folder name in characters of this locale; LC_ALL=C.UTF-8 allows all",
                "--pipeline.management.orders-port=70000 | pipeline.management.orders-port=70000 -> use a port from 1 to 65535, or 0 for a free one",
                "--pipeline.management.orders-port=http | pipeline.management.orders-port=http -> use a whole number",
                "--server.port=99999 | server.port=99999 -> use a port from 1 to 65535, or 0 for a free one",
                "--management.server.port=99999 | management.server.port=99999 -> use a port from 1 to 65535, or 0 for a free one",
                "--server.port=http | server.port=http -> use a whole number",
                "--pipeline.data-dirr=whsec_MfKQ | pipeline.data-dirr -> there is no such property; did you mean pipeline.data-dir?",
                "--pipeline.carrier.pigeon=x | pipeline.carrier.pigeon -> there is no such property; docs/configuration.md lists them all",
                "--spring.profiles.active=secured | spring.profiles.active=secured -> use secure or otel, or add a file such as order-pipeline-secured.yml",
                "--spring.profiles.default=secured | spring.profiles.default=secured -> use secure or otel, or add a file such as order-pipeline-secured.yml",
                "--spring.profile.active=secure | spring.profile.active -> there is no such property; did you mean spring.profiles.active?",
                "--spring.config.name=other | spring.config.name=other -> name further files or folders with spring.config.additional-location",
                "--spring.config.location=file:./ | spring.config.location=file:./ -> name further files or folders with spring.config.additional-location",
                "--spring.application.json={\"pipeline.webhook.secret\":whsec_MfKQ} | spring.application.json cannot be read -> write one JSON object, such as {\"server.port\":8090}",
                "--logging.structured.format.console=xml | logging.structured.format.console=xml -> use ecs or gelf or logstash",
                "--logging.config=none.xml | logging.config=none.xml -> name an existing file, such as file:logback.xml",
                "--logging.file.name=pom.xml/service.log | logging.file.name=pom.xml/service.log -> name a file that can be written to",
                "--logging.file.path=pom.xml | logging.file.path=pom.xml -> name a file that can be written to",
                "--spring.config.import=file:none.yml | Config data resource 'file [none.yml]' via location 'file:none.yml' does not exist -> Check that the value 'file:none.yml' is correct, or prefix it with 'optional:'",
            })
    void saysInOneLineWhichPropertyIsWrongAndWhatIsAllowed(String argument, String line, CapturedOutput output) {
        assertThatThrownBy(() -> start(Service.class, argument));

        assertThat(linesOf(output)).singleElement().asString().contains("ERROR").endsWith(" start refused: " + line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pipeline:\n  webhook:\n    secret: whsec_MfKQ: x\n",
                "pipeline:\n  webhook:\n    secret: \"whsec_MfKQ\n",
                "pipeline:\n  webhook:\n    secret: *whsec_MfKQ\n",
                "pipeline:\n  webhook:\n\tsecret: whsec_MfKQ\n",
                "pipeline:\n  webhook:\n    whsec_MfKQ: x\n    whsec_MfKQ: x\n"
            })
    void showsNothingOfAFileThatItCannotRead(String content, @TempDir Path folder, CapturedOutput output)
            throws IOException {
        Files.writeString(folder.resolve("some-service.yml"), content);

        assertThatThrownBy(() -> start(Service.class, "--spring.config.additional-location=" + folder.toUri()));

        assertThat(linesOf(output))
                .singleElement()
                .asString()
                .matches(".* start refused: a configuration file cannot be read at line [3-5], column \\d+ -> .*")
                .doesNotContain("MfKQ");
    }

    @Test
    void takesAProfileThatAGroupOrAPartOfAFileGivesAMeaning(@TempDir Path folder, CapturedOutput output)
            throws IOException {
        Files.writeString(
                folder.resolve("some-service.yml"), "a: 1\n---\nspring.config.activate.on-profile: blue\na: 2\n");

        start(
                        Service.class,
                        "--spring.profiles.active=shop,blue",
                        "--spring.profiles.group.shop=secure",
                        "--spring.config.additional-location=" + folder.toUri())
                .close();

        assertThat(linesOf(output)).isEmpty();
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
    void namesAPlaceholderWithoutAValueButNotWhatIsAroundIt(CapturedOutput output) {
        assertThatThrownBy(() -> start(Owner.class, "--folder=user:word@${NONE}"));

        assertThat(linesOf(output))
                .singleElement()
                .asString()
                .endsWith("ERROR start refused: ${NONE} has no value -> set it");
    }

    @Test
    void reportsAnUnforeseenFailureInOneLine(CapturedOutput output) {
        assertThatThrownBy(() -> start(Failing.class));

        assertThat(linesOf(output))
                .singleElement()
                .asString()
                .endsWith("ERROR start refused: cannot reach https://host/ in [31m two lines: ...");
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

    @Configuration
    @EnableAutoConfiguration
    @PipelineService("some-service")
    static class Failing {
        @Bean
        Object failing() {
            throw new IllegalStateException(
                    "cannot reach https://user:word@host/ in\u001b[31m two\nlines",
                    new IllegalStateException(null, new IOException("-----BEGIN PRIVATE KEY-----\nMfKQ")));
        }
    }
}
