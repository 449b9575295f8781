package io.orderpipeline.broker.outbox.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.outbox.Outbox;
import io.orderpipeline.broker.outbox.OutboxContractTests;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileOutboxTests extends OutboxContractTests {

    @TempDir
    Path temp;

    private OutboxFolder open;

    @BeforeEach
    void open() {
        open = OutboxFolder.open(temp, OutboxRetention.keepAll());
    }

    @AfterEach
    void close() {
        open.close();
    }

    @Override
    protected Outbox outbox() {
        return open.outbox();
    }

    @Override
    protected void commit(OrderCreated event) {
        open.append(event);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 30_000, 300_000})
    void knowsItsLastSeqWhateverTheSizeOfItsEntries(int bytes) {
        byte[] event = "\"type\":\"%s\"".formatted("x".repeat(bytes)).getBytes(UTF_8);
        for (int seq = 1; seq <= 10; seq++) {
            open.writer().append(List.of(event));
            assertThat(outbox().lastSeq()).isEqualTo(seq);
        }
    }
}
