package io.orderpipeline.broker.outbox.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.broker.EventCodec;
import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.journal.JournalFolder;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** The folder of an outbox, opened for writing. */
record OutboxFolder(JournalFolder folder, OutboxWriter writer) implements AutoCloseable {

    static OutboxFolder open(Path path, OutboxRetention retention) {
        JournalFolder folder = JournalFolder.open(path);
        return new OutboxFolder(
                folder, OutboxWriter.recover(folder, OutboxWriter.scan(folder), retention, InstantSource.system()));
    }

    FileOutbox outbox() {
        return new FileOutbox(folder.view());
    }

    void append(OrderCreated event) {
        String json = new String(EventCodec.encode(event), UTF_8);
        writer.append(List.of(json.substring(1, json.length() - 1).getBytes(UTF_8)));
    }

    @Override
    public void close() {
        writer.close();
        folder.close();
    }
}
