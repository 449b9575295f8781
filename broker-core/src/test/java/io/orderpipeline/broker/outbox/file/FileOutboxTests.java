package io.orderpipeline.broker.outbox.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileOutboxTests extends OpenedOutboxTests {

    @Override
    OutboxRetention retention() {
        return OutboxRetention.keepAll();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 30_000, 300_000})
    void knowsItsLastSeqWhateverTheSizeOfItsEntries(int bytes) {
        byte[] event =
                String.format(Locale.ROOT, "\"type\":\"%s\"", "x".repeat(bytes)).getBytes(UTF_8);
        for (int seq = 1; seq <= 10; seq++) {
            open.writer().append(List.of(event));
            assertThat(outbox().lastSeq()).isEqualTo(seq);
        }
    }
}
