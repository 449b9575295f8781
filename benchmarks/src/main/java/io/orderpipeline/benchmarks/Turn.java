package io.orderpipeline.benchmarks;

import io.orderpipeline.benchmarks.load.HttpLoad;
import io.orderpipeline.benchmarks.load.LoadResult;
import io.orderpipeline.benchmarks.load.Pace;
import io.orderpipeline.benchmarks.server.ServiceUnderTest;
import java.io.IOException;

/**
 * One load on a service.
 *
 * @param cpuMicros CPU time of the service per order
 */
record Turn(LoadResult load, double cpuMicros) {

    static Turn of(ServiceUnderTest service, int connections, Pace pace) throws IOException {
        try (HttpLoad load = new HttpLoad(service.port(), connections)) {
            return of(service, load, pace);
        }
    }

    static Turn of(ServiceUnderTest service, HttpLoad load, Pace pace) throws IOException {
        long before = service.cpu().toNanos();
        LoadResult result = load.run(pace);
        return new Turn(result, (service.cpu().toNanos() - before) / 1e3 / result.accepted());
    }
}
