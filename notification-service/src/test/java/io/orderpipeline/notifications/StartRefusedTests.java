package io.orderpipeline.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A bad value in any group of properties keeps the service from starting, and one line says why. */
@ExtendWith(OutputCaptureExtension.class)
class StartRefusedTests {

    @TempDir
    private Path dataDir;

    @ParameterizedTest
    @CsvSource({
        "pipeline.relay.window=0, use a number from 1 to 100000",
        "pipeline.relay.poll-interval=101ms, use at most 100ms",
        "pipeline.retry.attempts=101, use a number from 1 to 100",
        "pipeline.webhook.concurrency=257, use a number from 1 to 256",
        "pipeline.webhook.connect-timeout=0ms, use at least 1ms",
        "pipeline.webhook.read-timeout=300001ms, use at most 5m"
    })
    void namesPropertyValueAndWhatIsAllowed(String bad, String allowed, CapturedOutput output) {
        assertThatThrownBy(() -> SpringApplication.run(
                        NotificationServiceApplication.class,
                        "--pipeline.data-dir=" + dataDir,
                        "--pipeline.management.notifications-port=0",
                        "--pipeline.notifier=webhook",
                        "--pipeline.webhook.url=https://customers.example/orders",
                        "--pipeline.webhook.secret=whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                        "--" + bad))
                .isNotNull();

        assertThat(output.getOut().lines().filter(line -> line.contains("ERROR")))
                .singleElement()
                .asString()
                .endsWith("start refused: " + bad + " -> " + allowed);
    }
}
