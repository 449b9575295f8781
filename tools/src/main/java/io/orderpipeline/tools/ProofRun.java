package io.orderpipeline.tools;

import io.orderpipeline.tools.cluster.Cluster;
import io.orderpipeline.tools.cluster.ClusterPlan;
import io.orderpipeline.tools.cluster.Packages;
import io.orderpipeline.tools.edited.BrokenVariant;
import io.orderpipeline.tools.edited.ClockShift;
import io.orderpipeline.tools.edited.EditedBuild;
import io.orderpipeline.tools.fault.Fault;
import io.orderpipeline.tools.fault.FaultKind;
import io.orderpipeline.tools.fault.FaultRunner;
import io.orderpipeline.tools.fault.FaultSchedule;
import io.orderpipeline.tools.judge.Archive;
import io.orderpipeline.tools.judge.History;
import io.orderpipeline.tools.judge.Judge;
import io.orderpipeline.tools.judge.Verdict;
import io.orderpipeline.tools.load.Ledger;
import io.orderpipeline.tools.load.OrderGenerator;
import io.orderpipeline.tools.load.OrderLoad;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One run: a cluster, a load, faults, time to recover, the verdict. */
final class ProofRun {

    private static final int CLIENTS = 24;
    private static final int COMPETING_IN_HUNDRED = 12;
    private static final int SECONDS_OF_AN_HOUR = 3_600;

    private final ProofOptions options;
    private final Consumer<String> log;

    ProofRun(ProofOptions options, Consumer<String> log) {
        this.options = options;
        this.log = log;
    }

    /** Returns whether every promise was kept or, for a broken variant, whether it was caught. */
    boolean run() throws IOException, InterruptedException, SQLException {
        Path work = Files.createTempDirectory("proof");
        // The server runs as another user.
        Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwx--x--x"));
        log.accept("proof.started " + options + " work=" + work);
        boolean kept = in(work);
        if (kept) {
            delete(work);
        } else {
            log.accept("proof.logs folder=" + work);
        }
        return kept;
    }

    private boolean in(Path work) throws IOException, InterruptedException, SQLException {
        try (Cluster cluster = Cluster.start(plan(work.resolve("builds")), work)) {
            Archive archive = new Archive(cluster.database());
            archive.watch();
            return underFaults(cluster, archive);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private ClusterPlan plan(Path builds) throws IOException {
        BrokenVariant broken = options.broken();
        Packages usual = broken == null
                ? Packages.of(options.root())
                : EditedBuild.of(broken.edits(), options.root(), builds.resolve("broken"));
        return new ClusterPlan(
                options.broker(),
                options.orderServices(),
                options.notificationServices(),
                usual,
                broken == null ? special(builds.resolve("clock")) : Map.of());
    }

    private Map<String, Packages> special(Path build) throws IOException {
        Path before = options.before();
        if (before == null) {
            return withWrongClock(build);
        }
        Packages older = Packages.of(before);
        return Map.of("orders-1", older, "notifications-1", older);
    }

    /** One service runs with a clock that is off by an hour. */
    private Map<String, Packages> withWrongClock(Path build) throws IOException {
        SplittableRandom random = new SplittableRandom(options.seed());
        boolean isOrders = random.nextBoolean();
        int number = 1 + random.nextInt(isOrders ? options.orderServices() : options.notificationServices());
        int shift = random.nextBoolean() ? SECONDS_OF_AN_HOUR : -SECONDS_OF_AN_HOUR;
        String name = (isOrders ? "orders-" : "notifications-") + number;
        log.accept("clock.wrong service=" + name + " seconds=" + shift);
        return Map.of(name, EditedBuild.of(ClockShift.of(shift), options.root(), build));
    }

    private boolean underFaults(Cluster cluster, Archive archive) throws InterruptedException, SQLException {
        Ledger ledger = new Ledger();
        FaultRunner faults = new FaultRunner(cluster, log);
        OrderLoad load = OrderLoad.start(
                cluster.clientPorts(),
                CLIENTS,
                options.rate(),
                options.seed(),
                new OrderGenerator("p", COMPETING_IN_HUNDRED),
                ledger);
        try {
            faults.run(schedule(cluster));
        } finally {
            load.close();
        }
        new Recovery(cluster, archive, log).await();
        History history = new History(
                ledger.attempts(), archive.read(), cluster.receiver().notices(), faults.injected());
        Verdict verdict = Judge.judge(history);
        new Report(history, verdict, cluster.parties().values(), faults.problems()).print(log);
        return faults.problems().isEmpty()
                && judge(verdict, Report.endedWhenReady(cluster.parties().values()));
    }

    private boolean judge(Verdict verdict, boolean endedWhenReady) {
        BrokenVariant broken = options.broken();
        if (broken == null) {
            boolean kept = verdict.isClean() && !endedWhenReady;
            log.accept("proof.ended seed=" + options.seed() + " kept=" + kept);
            return kept;
        }
        boolean caught = verdict.isBroken(broken.rule());
        log.accept("proof.ended seed=" + options.seed() + " broken=" + broken.name() + " caught=" + caught);
        return caught;
    }

    private List<Fault> schedule(Cluster cluster) {
        BrokenVariant variant = options.broken() == null ? options.control() : options.broken();
        if (variant != null) {
            return variant.faults();
        }
        return FaultSchedule.of(
                options.seed(),
                options.length().toMillis(),
                List.copyOf(cluster.parties().keySet()),
                List.copyOf(cluster.links().keySet()),
                kinds(cluster));
    }

    private List<FaultKind> kinds(Cluster cluster) {
        List<FaultKind> kinds = new ArrayList<>(List.of(FaultKind.values()));
        if (cluster.databaseDisk().isEmpty()) {
            kinds.remove(FaultKind.DISK_FULL);
            log.accept("faults.left_out kind=" + FaultKind.DISK_FULL + " reason=\"nothing can be mounted here\"");
        }
        return kinds;
    }
}
