package io.orderpipeline.broker.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.journal.RecoveryReport.TornTail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class RecoveryReportTests {

    @Test
    void logsOneLineForAWholeFile(CapturedOutput output) {
        new RecoveryReport("orders.json", 2, 7, 150, null).log();

        assertThat(output)
                .contains("journal.opened file=orders.json records=2 lastSeq=7 bytes=150")
                .doesNotContain("journal.torn_tail");
    }

    @Test
    void logsATornTailWithItsReason(CapturedOutput output) {
        new RecoveryReport("orders.json", 2, 7, 150, new TornTail(149, 20, "no comma", "aside.json")).log();

        assertThat(output)
                .contains(
                        "journal.torn_tail file=orders.json position=149 bytes=20 keptIn=aside.json reason=\"no comma\"")
                .contains("journal.opened file=orders.json");
    }
}
