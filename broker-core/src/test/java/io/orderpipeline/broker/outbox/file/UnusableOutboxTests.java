package io.orderpipeline.broker.outbox.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderpipeline.broker.bus.InProcessEventBus;
import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.outbox.CommitBell;
import io.orderpipeline.broker.relay.OutboxRelay;
import io.orderpipeline.broker.relay.RelaySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class UnusableOutboxTests {

    @TempDir
    Path temp;

    @Test
    void isReportedInOneLineThatNamesIt(CapturedOutput output) throws IOException {
        Path inTheWay = Files.createFile(temp.resolve("orders"));
        try (JournalFolder own = JournalFolder.open(temp.resolve("notifications"))) {
            OutboxRelay relay = new OutboxRelay(
                    new FileOutbox(FolderView.of(inTheWay)),
                    new InProcessEventBus(),
                    FileCheckpoint.inProcess(own),
                    CommitBell.insideOneJvm(),
                    RelaySettings.defaults());
            relay.start();
            await().until(() -> output.getAll().contains("relay.failed"));
            relay.stop();
        }

        assertThat(output.getAll().lines().filter(line -> line.contains("relay.failed")))
                .singleElement()
                .asString()
                .contains("ERROR", "problem=\"cannot use " + inTheWay + "/outbox.json: Not a directory\"");
        assertThat(output.getAll()).doesNotContain("\tat ");
    }
}
