package io.orderpipeline.launcher.live;

/** What the page records about the pipeline and what it has broken; shared by both services and the page. */
record Watched(Faults faults, Latencies latencies, Trail trail, RefusedOrders refused) {

    static Watched create() {
        Latencies latencies = new Latencies();
        return new Watched(new Faults(), latencies, new Trail(System::nanoTime, latencies), new RefusedOrders());
    }
}
