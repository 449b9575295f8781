package io.orderpipeline.broker.outbox.file;

import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.outbox.Outbox;
import io.orderpipeline.broker.outbox.OutboxContractTests;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract of an outbox, on real files. */
abstract class OpenedOutboxTests extends OutboxContractTests {

    @TempDir
    Path temp;

    OutboxFolder open;

    abstract OutboxRetention retention();

    @BeforeEach
    void open() {
        open = OutboxFolder.open(temp, retention());
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
}
