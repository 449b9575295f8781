package io.orderpipeline.benchmarks;

import io.orderpipeline.benchmarks.report.BarChart;
import io.orderpipeline.benchmarks.report.Report;
import io.orderpipeline.benchmarks.report.Spread;
import io.orderpipeline.benchmarks.report.Table;
import io.orderpipeline.tools.cluster.BrokerServer;
import io.orderpipeline.tools.cluster.Packages;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/**
 * The cost of a broker between the services: how fast a backlog drains, and how far notifications lag behind the answers.
 *
 * <p>The property {@code benchmarks.bus-backlog} sets the number of events.
 */
final class BusBenchmark implements Benchmark {

    private static final long BACKLOG = Long.getLong("benchmarks.bus-backlog", 100_000);
    private static final double MODEST = 500;
    private static final double BRISK = 2_000;
    private static final String IN_PROCESS = "in-process";
    private static final String KAFKA = "kafka";
    private static final List<String> BROKERS = List.of(KAFKA, "rabbitmq", "redis");

    private final Report report = new Report("buses", "The bus inside one JVM and on brokers");
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /** One round with one bus: events per second, and nanoseconds from the 202 to the last key. */
    private record Round(double drained, Histogram modest, Histogram brisk) {}

    @Override
    public Report run(Path scratch) throws Exception {
        try {
            List<ObservedBus> buses = start(scratch);
            for (ObservedBus bus : buses) {
                bus.warmUp(BACKLOG);
            }
            List<List<Round>> rounds = new ArrayList<>();
            buses.forEach(bus -> rounds.add(new ArrayList<>()));
            for (int round = 0; round < Settings.ROUNDS; round++) {
                for (int i = 0; i < buses.size(); i++) {
                    ObservedBus bus = buses.get(i);
                    rounds.get(i).add(new Round(bus.drain(BACKLOG), bus.behind(MODEST), bus.behind(BRISK)));
                }
            }
            return report(buses.stream().map(ObservedBus::name).toList(), rounds);
        } finally {
            while (!open.isEmpty()) {
                open.pop().close();
            }
        }
    }

    private List<ObservedBus> start(Path scratch) throws Exception {
        report.text(String.format(
                Locale.ROOT,
                "Both services and the client in one JVM, on files; each broker is a process on the same processors."
                        + " %d alternating rounds, median (lowest to highest). A key is processed when it is durable, an order when both"
                        + " of its keys are. For the backlog the relay is paused until %,d events wait; the time measured is from the"
                        + " outbox over the bus to the durable keys. RabbitMQ and Redis confirm an event when it is on disk; Kafka"
                        + " confirms it when it is in memory, so in production it needs replicas.",
                Settings.ROUNDS,
                BACKLOG));
        List<ObservedBus> buses = new ArrayList<>();
        buses.add(opened(new ObservedBus(IN_PROCESS, scratch.resolve(IN_PROCESS), List.of())));
        Packages packages = Packages.of(Path.of("").toAbsolutePath());
        for (String name : BROKERS) {
            if (BrokerServer.isInstalled(name)) {
                BrokerServer server = opened(BrokerServer.start(name, packages, scratch.resolve(name + "-server")));
                buses.add(opened(new ObservedBus(name, scratch.resolve(name), server.arguments())));
            } else {
                report.text("Not measured, because it is not installed on this machine: " + name + ".");
            }
        }
        return buses;
    }

    private <T extends AutoCloseable> T opened(T one) {
        open.push(one);
        return one;
    }

    private Report report(List<String> names, List<List<Round>> rounds) {
        Table table = new Table(
                "bus",
                "events drained per second",
                "at 500 orders/s: p50 (ms)",
                "p99 (ms)",
                "at 2,000 orders/s: p50 (ms)",
                "p99 (ms)");
        BarChart drained = new BarChart("Events drained per second", "/s");
        BarChart behind = new BarChart("From the 202 to the processed key, at 2,000 orders per second, p50", "ms");
        for (int i = 0; i < names.size(); i++) {
            List<Round> all = rounds.get(i);
            Spread events = spread(all, Round::drained);
            Spread briskMedian = spread(all, round -> millis(round.brisk(), 50));
            table.row(
                    names.get(i),
                    events.whole(),
                    spread(all, round -> millis(round.modest(), 50)).decimals(),
                    spread(all, round -> millis(round.modest(), 99)).decimals(),
                    briskMedian.decimals(),
                    spread(all, round -> millis(round.brisk(), 99)).decimals());
            drained.bar(names.get(i), events.median(), 1);
            behind.bar(names.get(i), briskMedian.median(), 2);
            if (names.get(i).equals(KAFKA)) {
                report.text(String.format(
                        Locale.ROOT,
                        "Goals on Kafka: p50 below 15 ms at 2,000 orders per second (measured: %.1f ms), and at least 20,000 events"
                                + " drained per second (measured: %,.0f).",
                        briskMedian.median(),
                        events.median()));
            }
        }
        return report.table(table).chart(drained).chart(behind);
    }

    private static Spread spread(List<Round> rounds, ToDoubleFunction<Round> figure) {
        return Spread.of(rounds.stream().map(figure::applyAsDouble).toList());
    }

    private static double millis(Histogram nanos, double percentile) {
        return nanos.getValueAtPercentile(percentile) / 1e6;
    }
}
