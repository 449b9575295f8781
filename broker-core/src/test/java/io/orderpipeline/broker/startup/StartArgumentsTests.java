package io.orderpipeline.broker.startup;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.startup.StartArguments.Answer;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StartArgumentsTests {

    private static final String WHAT_IS = " -> the commands are repair, verify; options are written --name=value";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--server.port=1",
                "--pipeline.data-dir=x --debug",
                "--spring.config.import[0]=file:a.yml",
                "verify",
                "verify --whatever",
                "--pipeline.data-dir=x verify"
            })
    void areTakenWhenTheyStartAServiceOrACommand(String arguments) {
        assertThat(answer(arguments)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "veryfy                  | veryfy" + WHAT_IS,
                "--server.port=1 veryfy  | veryfy" + WHAT_IS,
                "--serverport=1          | --serverport -> there is no such option; did you mean --server.port?",
                "--pipline.retry.attempts=1 | --pipline.retry.attempts -> there is no such option; did you mean --pipeline.retry.attempts?",
                "--helpp                 | --helpp -> there is no such option; did you mean --help?",
                "-Dserver.port=1         | -Dserver.port -> there is no such option; did you mean --server.port?",
                "--SERVER_PORT=1         | --SERVER_PORT -> there is no such option; did you mean --server.port?",
                "--carrier.pigeon=1      | --carrier.pigeon -> there is no such option; see --help"
            })
    void areRefusedWhenTheyMeanNothing(String arguments, String line) {
        assertThat(answer(arguments)).contains(new Answer(2, "start refused: " + line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--pipeline.webhook.secret whsec_MfKQ9r8GKYqrT", "--whsec:MfKQ9r8GKYqrT", "--x=MfKQ9r8GKYqrT"})
    void areRefusedWithoutWhatMayBeASecret(String arguments) {
        assertThat(answer(arguments)).get().satisfies(answer -> {
            assertThat(answer.exitCode()).isEqualTo(2);
            assertThat(answer.text()).startsWith("start refused: ").doesNotContain("MfKQ");
        });
    }

    @ParameterizedTest
    @CsvSource({"--help, starts a service", "verify --help, java -jar it verify", "--version, Order Pipeline"})
    void areAnswered(String arguments, String text) {
        assertThat(answer(arguments)).get().satisfies(answer -> {
            assertThat(answer.exitCode()).isZero();
            assertThat(answer.text()).contains(text);
        });
    }

    private static Optional<Answer> answer(String arguments) {
        return StartArguments.answer(
                Set.of("verify", "repair"),
                "usage: java -jar it verify\n",
                arguments.isEmpty() ? new String[0] : arguments.split(" "));
    }
}
