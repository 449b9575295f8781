package io.orderpipeline.orders.storage.postgres;

import java.io.IOException;

/** Is told how an import ends, so that files and database never both count. */
public interface CommitWatch {

    /** Everything is in the transaction, which is committed when this returns and rolled back when it throws. */
    void beforeCommit() throws IOException;

    /** It is certain that nothing was committed. Not called when that cannot be told, nor after a crash. */
    void notCommitted() throws IOException;
}
