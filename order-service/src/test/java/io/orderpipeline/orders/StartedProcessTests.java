package io.orderpipeline.orders;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The output and exit code of a real process that is started for something other than serving. */
class StartedProcessTests {

    private static final int LONGEST_START_SECONDS = 120;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--help                           | 0 | starts a service",
                "--version                        | 0 | Order Pipeline",
                "veryfy                           | 2 | start refused: veryfy -> the commands are export, import, repair, verify",
                "--serverport=1                   | 2 | start refused: --serverport -> there is no such option",
                "--pipeline.data-dir=none verify  | 2 | there is no folder",
                "--spring.profiles.active=secured | 1 | start refused: spring.profiles.active=secured -> use secure"
            })
    void answersArguments(String arguments, int exitCode, String line) throws IOException, InterruptedException {
        assertEnds(List.of(), arguments, exitCode, line);
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-Djava.io.tmpdir=/none | start refused: java.io.tmpdir=/none -> start java with -Djava.io.tmpdir=",
                "-Dpipeline.retry.tries=1 | start refused: pipeline.retry.tries -> there is no such property"
            })
    void answersOptionsOfTheJvm(String option, String line) throws IOException, InterruptedException {
        assertEnds(List.of(option), "--server.port=0", 1, line);
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({"--server.port=0, 1", "verify, 2"})
    void refusesAFolderUnderTheNameOfAConfigurationFile(String arguments, int exitCode)
            throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("config/order-pipeline.yml"));

        assertEnds(List.of(), arguments, exitCode, "config/order-pipeline.yml -> this must be a file, not a folder");
    }

    private void assertEnds(List<String> options, String arguments, int exitCode, String line)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(options);
        command.add(OrderServiceApplication.class.getName());
        command.addAll(List.of(arguments.split(" ")));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);

            assertThat(process.waitFor(LONGEST_START_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(output).isEqualTo(exitCode);
            assertThat(output.lines().filter(said -> said.contains(line)))
                    .as(output)
                    .hasSize(1);
            assertThat(output).doesNotContain("\tat ");
        } finally {
            process.destroyForcibly();
        }
    }
}
