package io.orderpipeline.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What an operator sees when a start in one JVM is refused. */
@ExtendWith(OutputCaptureExtension.class)
class RefusedPipelineTests {

    @TempDir
    private Path folder;

    @Test
    void saysInOneLineThatAFileCannotBeUsed(CapturedOutput output) throws IOException {
        DataFolder data = new DataFolder(folder);
        Files.createDirectories(data.path().resolve("orders"));
        Files.writeString(data.path().resolve("orders/orders.json"), "no journal");

        assertThatThrownBy(() -> Pipeline.start(data.arguments())).isInstanceOf(RuntimeException.class);
        assertThat(output.getAll().lines().filter(line -> line.contains("ERROR")))
                .singleElement()
                .asString()
                .contains("start refused: cannot use ", "orders.json");
    }
}
