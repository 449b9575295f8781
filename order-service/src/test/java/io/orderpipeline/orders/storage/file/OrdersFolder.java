package io.orderpipeline.orders.storage.file;

import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import io.orderpipeline.broker.commit.GroupCommit.Limits;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.outbox.CommitBell;
import io.orderpipeline.broker.outbox.OutboxCursor;
import io.orderpipeline.broker.outbox.OutboxEntry;
import io.orderpipeline.broker.outbox.Position;
import io.orderpipeline.broker.outbox.file.FileOutbox;
import io.orderpipeline.broker.outbox.file.OutboxRetention;
import io.orderpipeline.orders.storage.CommitStatistics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The opened files of an order service on disk. */
record OrdersFolder(Path path, JournalFolder folder, FileOrders orders) implements AutoCloseable {

    static OrdersFolder open(Path path) {
        return open(path, OutboxRetention.keepAll());
    }

    static OrdersFolder open(Path path, OutboxRetention retention) {
        JournalFolder folder = JournalFolder.open(path);
        return new OrdersFolder(
                path,
                folder,
                FileOrders.open(
                        folder,
                        CommitBell.insideOneJvm(),
                        retention,
                        Position.START,
                        Limits.USUAL,
                        new CommitStatistics(),
                        failure -> fail(failure)));
    }

    /** The outbox as a relay reads it from the start, once it has this many entries: it is written after the answers. */
    List<OutboxEntry> outbox(int size) {
        return await().until(this::outbox, entries -> entries.size() == size);
    }

    /** The outbox as a relay reads it from the start, with the entries it has now. */
    List<OutboxEntry> outbox() {
        List<OutboxEntry> entries = new ArrayList<>();
        try (OutboxCursor cursor = new FileOutbox(folder.view()).after(0)) {
            for (OutboxEntry entry = cursor.next(); entry != null; entry = cursor.next()) {
                entries.add(entry);
            }
        }
        return entries;
    }

    static JsonNode json(Path file) throws IOException {
        return JsonMapper.shared().readTree(Files.readAllBytes(file));
    }

    @Override
    public void close() {
        orders.close();
        folder.close();
    }
}
