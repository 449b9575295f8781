package io.orderpipeline.tools;

import io.orderpipeline.tools.cluster.Cluster;
import io.orderpipeline.tools.load.Answer;
import io.orderpipeline.tools.load.Attempt;
import io.orderpipeline.tools.load.Ledger;
import io.orderpipeline.tools.load.OrderGenerator;
import io.orderpipeline.tools.load.OrderLoad;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The results of some of the order services under a closed-loop load.
 *
 * @param cpu CPU milliseconds of each process per thousand accepted orders
 */
record ScaleRound(int services, long accepted, double perSecond, double p50, double p99, Map<String, Long> cpu) {

    private static final int CLIENTS = 32;

    static ScaleRound measure(Cluster cluster, int services, String prefix, long seconds) throws InterruptedException {
        Ledger ledger = new Ledger();
        Map<String, Duration> before = processorTimes(cluster);
        List<Integer> ports = cluster.clientPorts().subList(0, services);
        long start = System.nanoTime();
        OrderLoad load =
                OrderLoad.start(ports, CLIENTS, Double.POSITIVE_INFINITY, 1, new OrderGenerator(prefix, 0), ledger);
        TimeUnit.SECONDS.sleep(seconds);
        load.close();
        double elapsed = (System.nanoTime() - start) / 1e9;
        List<Long> nanos = ledger.attempts().stream()
                .filter(attempt -> attempt.answer() == Answer.ACCEPTED)
                .map(ScaleRound::latency)
                .sorted()
                .toList();
        int accepted = nanos.size();
        Map<String, Long> cpu = new TreeMap<>();
        processorTimes(cluster)
                .forEach((name, time) -> cpu.put(
                        name,
                        time.minus(before.getOrDefault(name, Duration.ZERO)).toMillis()
                                * 1_000
                                / Math.max(1, accepted)));
        return new ScaleRound(services, accepted, accepted / elapsed, millis(nanos, 0.5), millis(nanos, 0.99), cpu);
    }

    private static long latency(Attempt attempt) {
        return attempt.answeredAt() - attempt.sentAt();
    }

    private static double millis(List<Long> sorted, double part) {
        return sorted.isEmpty() ? 0 : sorted.get((int) (sorted.size() * part)) / 1e6;
    }

    private static Map<String, Duration> processorTimes(Cluster cluster) {
        return cluster.parties().values().stream()
                .collect(Collectors.toMap(party -> party.name(), party -> party.processorTime()));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "services=%d accepted=%d per_second=%.0f p50_ms=%.1f p99_ms=%.1f cpu_ms_per_1000=%s",
                services,
                accepted,
                perSecond,
                p50,
                p99,
                cpu);
    }
}
