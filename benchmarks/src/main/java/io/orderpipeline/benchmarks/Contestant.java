package io.orderpipeline.benchmarks;

import io.orderpipeline.benchmarks.load.HttpLoad;
import io.orderpipeline.benchmarks.load.LoadResult;
import io.orderpipeline.benchmarks.load.Pace;
import io.orderpipeline.benchmarks.server.DatabaseServer;
import io.orderpipeline.benchmarks.server.Jvm;
import io.orderpipeline.benchmarks.server.ServerDatabase;
import io.orderpipeline.benchmarks.server.ServiceUnderTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A service that takes orders and handles their events, with its own database. */
record Contestant(DatabaseServer server, ServiceUnderTest service, Remaining remaining) implements AutoCloseable {

    private static final long LOOK_MILLIS = 20;

    /** The number of accepted orders that are not done yet. */
    interface Remaining {
        long count() throws Exception;
    }

    /**
     * The result of a round.
     *
     * @param load       the result of the load
     * @param doneNanos  from the first request until the last order was done
     * @param cpuSeconds of the service and of the database server
     */
    record Round(LoadResult load, long doneNanos, double cpuSeconds) {

        double donePerSecond() {
            return load.accepted() * 1e9 / doneNanos;
        }

        double cpuMicrosAnOrder() {
            return cpuSeconds * 1e6 / load.accepted();
        }
    }

    /** Both services of this project in one JVM, on this database. */
    static Contestant pipeline(DatabaseServer server, ServerDatabase database, Path folder) {
        ServiceUnderTest service = ServiceUnderTest.pipeline(folder, Jvm.usual().withArguments(database.arguments()));
        return new Contestant(server, service, service::backlog);
    }

    /** The application on Spring Modulith. */
    static Contestant modulith(DatabaseServer server, ServerDatabase database, Path folder) {
        return new Contestant(
                server,
                peer(database, folder, "true"),
                () -> database.number("select count(*) from event_publication where completion_date is null"));
    }

    /** The same without events: only the transaction of each request remains. */
    static Contestant transactions(DatabaseServer server, ServerDatabase database, Path folder) {
        return new Contestant(server, peer(database, folder, "false"), () -> 0);
    }

    private static ServiceUnderTest peer(ServerDatabase database, Path folder, String publishes) {
        return ServiceUnderTest.jar(
                folder,
                ServiceUnderTest.peerJar(),
                Jvm.usual().withArguments(database.arguments()).withArgument("--peer.publishes=" + publishes));
    }

    /** Posts orders for a time and waits until all of them are done. */
    Round run(int connections, Duration length) throws Exception {
        Duration before = cpu();
        long start = System.nanoTime();
        try (HttpLoad load = new HttpLoad(service.port(), connections)) {
            LoadResult result = load.run(Pace.closedLoop(length));
            awaitDone();
            return new Round(
                    result, System.nanoTime() - start, cpu().minus(before).toMillis() / 1e3);
        }
    }

    void awaitDone() throws Exception {
        while (remaining.count() > 0) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    @Override
    public void close() {
        service.close();
    }

    private Duration cpu() {
        return service.cpu().plus(server.cpu());
    }
}
