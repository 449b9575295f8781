package io.orderpipeline.broker.outbox.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.journal.JournalRecord;
import io.orderpipeline.broker.outbox.OutboxUnreadableException;
import io.orderpipeline.broker.outbox.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
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

    @Test
    void isOneFileThatBeginsBeforeTheFirstEntry() {
        assertThat(open.outbox().fileNames()).containsExactly("outbox.json");
        assertThat(open.outbox().beforeOldest()).isEqualTo(Position.START);
        commit(new OrderCreated("1", List.of("item"), Instant.EPOCH));
        assertThat(open.outbox().beforeOldest()).isEqualTo(Position.START);
        try (OutboxRecords records = open.outbox().records(Position.START)) {
            assertThat(records.next()).extracting(JournalRecord::seq).isEqualTo(1L);
        }
    }

    @Test
    void doesNotTreatAnUnreadableFolderAsOneWithoutThePosition() throws IOException {
        Path inTheWay = Files.createFile(temp.resolve("in-the-way"));
        FileOutbox unreadable = new FileOutbox(FolderView.of(inTheWay));
        assertThatThrownBy(() -> unreadable.holds(new Position(1, 1))).isInstanceOf(OutboxUnreadableException.class);
        assertThatThrownBy(unreadable::lastSeq).isInstanceOf(OutboxUnreadableException.class);
        assertThatThrownBy(unreadable::firstSeq).isInstanceOf(OutboxUnreadableException.class);
    }
}
