package io.orderpipeline.postgres.autoconfigure;

import java.util.UUID;

/**
 * What a process calls itself where several share a database.
 *
 * @param value its process id for people, and what makes it another one after a restart, also on another machine
 */
record ProcessName(String value) {

    static ProcessName ofThisStart() {
        return new ProcessName(ProcessHandle.current().pid() + "-" + UUID.randomUUID());
    }
}
