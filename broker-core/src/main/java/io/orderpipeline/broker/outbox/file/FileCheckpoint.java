package io.orderpipeline.broker.outbox.file;

import io.orderpipeline.broker.journal.FileProblem;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.outbox.Checkpoint;
import io.orderpipeline.broker.outbox.CheckpointNotSavedException;
import io.orderpipeline.broker.outbox.Lease;
import io.orderpipeline.broker.outbox.Position;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A checkpoint in a {@link CheckpointFile}, replaced atomically. Thread-safe; its leases are not. */
public final class FileCheckpoint implements Checkpoint {

    private static final Logger log = LoggerFactory.getLogger(FileCheckpoint.class);

    private final JournalFolder folder;
    private final CheckpointFile file;

    /**
     * @param folder of the service in which the relay runs
     * @param file   in that folder
     */
    public FileCheckpoint(JournalFolder folder, CheckpointFile file) {
        this.folder = folder;
        this.file = file;
    }

    /** The checkpoint for the bus inside one JVM, in the folder of the notification service. */
    public static FileCheckpoint inProcess(JournalFolder notifications) {
        return new FileCheckpoint(notifications, CheckpointFile.inProcess(notifications.view()));
    }

    /** Always held, because this process holds the lock of the folder. */
    @Override
    public Ownership acquire() {
        return new Held(new FolderLease());
    }

    private final class FolderLease implements Lease {

        @Override
        public Position start() {
            Position start = file.read();
            if (!start.equals(file.readOwn())) {
                log.info("relay.checkpoint.taken_over for={} seq={}", file.name(), start.seq());
            }
            return start;
        }

        @Override
        public void save(Position position) {
            try {
                folder.replace(file.name(), CheckpointFile.content(position));
            } catch (IOException e) {
                throw new CheckpointNotSavedException(FileProblem.of(e), e);
            }
        }

        @Override
        public boolean isHeld() {
            return true;
        }

        @Override
        public void close() {
            // Nothing to release: the folder keeps its lock as long as it is open.
        }
    }
}
