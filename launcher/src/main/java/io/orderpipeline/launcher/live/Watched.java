package io.orderpipeline.launcher.live;

/** What is noted of the pipeline on its way, and what is broken on it: shared by both services and the page. */
record Watched(Faults faults, Latencies latencies, Trail trail, RefusedOrders refused) {

    static Watched create() {
        Latencies latencies = new Latencies();
        return new Watched(new Faults(), latencies, new Trail(System::nanoTime, latencies), new RefusedOrders());
    }
}
