package io.orderpipeline.broker.outbox.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.EventCodec;
import io.orderpipeline.broker.UnknownEvent;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.outbox.OutboxCursor;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events of a later release pass through the outbox unchanged, whatever the names of their members. */
class UnknownEventTests {

    @TempDir
    Path temp;

    @Test
    void comesOutOfTheOutboxByteForByte() {
        List<byte[]> members = List.of(
                "\"type\":\"order.paid\",\"amount\":1.10,\"ref\":12345678901234567890123".getBytes(UTF_8),
                " \"seq\":99 , \"durable\":0,\"prev\":\"00000000\",\"crc\":\"00000000\"".getBytes(UTF_8),
                "\"type\":\"order.paid\",\"durable\":1,\"prev\":\"9a3f01bc\",\"crc\":\"9a3f01bc\"".getBytes(UTF_8),
                new byte[] {'"', 'a', '"', ':', (byte) 0xFF, (byte) 0xC3});
        try (JournalFolder folder = JournalFolder.open(temp)) {
            try (OutboxWriter outbox = OutboxWriter.recover(
                    folder, OutboxWriter.scan(folder), OutboxRetention.keepAll(), InstantSource.system())) {
                outbox.append(members);
            }
            List<byte[]> read = new ArrayList<>();
            try (OutboxCursor cursor = new FileOutbox(folder.view()).after(0)) {
                for (int i = 0; i < members.size(); i++) {
                    UnknownEvent event =
                            (UnknownEvent) requireNonNull(cursor.next()).event();
                    byte[] json = EventCodec.encode(event);
                    read.add(Arrays.copyOfRange(json, 1, json.length - 1));
                }
            }
            assertThat(read).usingElementComparator(Arrays::compare).containsExactlyElementsOf(members);
        }
    }
}
