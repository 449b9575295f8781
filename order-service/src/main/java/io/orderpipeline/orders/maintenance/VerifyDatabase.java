package io.orderpipeline.orders.maintenance;

import io.orderpipeline.orders.storage.postgres.DatabaseFindings;
import io.orderpipeline.orders.storage.postgres.OrdersDatabase;
import java.io.IOException;
import java.io.PrintStream;

/** Prints the condition of each table, and how its rows match those of the others. */
record VerifyDatabase(OrdersDatabase database, PrintStream out, PrintStream messages) {

    ExitCode run() throws IOException {
        if (!database.hasTables()) {
            messages.println(database + " has no tables of this release: a service creates them when it starts");
            return ExitCode.WRONG_USAGE;
        }
        DatabaseFindings findings = database.audit();
        findings.lines().forEach(out::println);
        out.println(findings.areWhole() ? "no damage" : "damaged: rows contradict each other");
        return findings.areWhole() ? ExitCode.OK : ExitCode.DAMAGE;
    }
}
