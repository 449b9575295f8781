package io.orderpipeline.orders.storage.postgres;

import java.io.IOException;

/** Learns how an import ends, so that files and database are never both in use. */
public interface CommitWatch {

    /** Called when everything is in the transaction. It commits when this returns and rolls back when this throws. */
    void beforeCommit() throws IOException;

    /** Called when it is certain that nothing was committed; not when that is unknown, nor after a crash. */
    void notCommitted() throws IOException;
}
