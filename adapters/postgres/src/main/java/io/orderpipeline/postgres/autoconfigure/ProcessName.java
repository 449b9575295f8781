package io.orderpipeline.postgres.autoconfigure;

import java.util.UUID;

/**
 * The name of a process among those that share a database.
 *
 * @param value the process id, for people, and a random part that differs after a restart and on another machine
 */
record ProcessName(String value) {

    static ProcessName ofThisStart() {
        return new ProcessName(ProcessHandle.current().pid() + "-" + UUID.randomUUID());
    }
}
