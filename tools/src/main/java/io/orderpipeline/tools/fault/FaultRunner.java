package io.orderpipeline.tools.fault;

import io.orderpipeline.tools.cluster.Cluster;
import io.orderpipeline.tools.cluster.Party;
import io.orderpipeline.tools.cluster.SmallDisk;
import io.orderpipeline.tools.link.Link;
import io.orderpipeline.tools.link.LinkState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Injects the faults of a schedule into a cluster, each on its own thread, and heals them all. Use it once. */
public final class FaultRunner {

    static final String RECEIVER = "receiver";

    private static final long DELAY_MILLIS = 100;
    private static final long SLOW_MILLIS = 1_000;

    private final Cluster cluster;
    private final Map<String, Party> parties;
    private final Map<String, Link> links;
    private final Consumer<String> log;
    private final List<Injected> injected = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final long start = System.nanoTime();

    public FaultRunner(Cluster cluster, Consumer<String> log) {
        this.cluster = cluster;
        this.parties = cluster.parties();
        this.links = cluster.links();
        this.log = log;
    }

    /** Injects all faults and returns when the last one is over. */
    public void run(List<Fault> faults) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (Fault fault : faults) {
            Thread thread = new Thread(() -> inject(fault), "fault");
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** The injected faults, in the order in which they ended. */
    public synchronized List<Injected> injected() {
        return List.copyOf(injected);
    }

    /** Faults that could not be injected or healed; they invalidate the run. */
    public synchronized List<String> problems() {
        return List.copyOf(problems);
    }

    private void inject(Fault fault) {
        try {
            TimeUnit.NANOSECONDS.sleep(start + TimeUnit.MILLISECONDS.toNanos(fault.atMillis()) - System.nanoTime());
            long began = System.nanoTime();
            begin(fault);
            log.accept(String.format(
                    Locale.ROOT,
                    "fault.injected at=%.1fs kind=%s target=%s length=%.1fs",
                    (began - start) / 1e9,
                    fault.kind(),
                    fault.target(),
                    fault.lengthMillis() / 1e3));
            TimeUnit.MILLISECONDS.sleep(fault.lengthMillis());
            end(fault);
            synchronized (this) {
                injected.add(new Injected(fault, began, System.nanoTime()));
            }
        } catch (IOException | RuntimeException e) {
            synchronized (this) {
                problems.add(fault + ": " + e.getMessage());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void begin(Fault fault) throws IOException, InterruptedException {
        switch (fault.kind()) {
            case KILL -> party(fault).kill();
            case RESTART -> party(fault).end();
            case FREEZE, LONG_FREEZE -> party(fault).freeze();
            case CUT -> link(fault).become(LinkState.CLOSED);
            case PARTITION -> link(fault).become(LinkState.SILENT);
            case ONE_WAY_TO_SERVER -> link(fault).become(LinkState.SILENT_TO_SERVER);
            case ONE_WAY_TO_CLIENT -> link(fault).become(LinkState.SILENT_TO_CLIENT);
            case DELAY -> link(fault).delay(DELAY_MILLIS);
            case DISK_FULL -> disk().fill();
            case RECEIVER_AWAY -> cluster.receiver().setAway(true);
            case RECEIVER_SLOW -> cluster.receiver().setDelay(SLOW_MILLIS);
        }
    }

    private void end(Fault fault) throws IOException, InterruptedException {
        switch (fault.kind()) {
            case KILL, RESTART -> party(fault).start();
            case FREEZE, LONG_FREEZE -> party(fault).thaw();
            case CUT, PARTITION, ONE_WAY_TO_SERVER, ONE_WAY_TO_CLIENT ->
                link(fault).become(LinkState.OPEN);
            case DELAY -> link(fault).delay(0);
            case DISK_FULL -> disk().free();
            case RECEIVER_AWAY -> cluster.receiver().setAway(false);
            case RECEIVER_SLOW -> cluster.receiver().setDelay(0);
        }
    }

    private Party party(Fault fault) {
        Party party = parties.get(fault.target());
        if (party == null) {
            throw new IllegalArgumentException("there is no process " + fault.target());
        }
        return party;
    }

    private SmallDisk disk() {
        return cluster.databaseDisk().orElseThrow();
    }

    private Link link(Fault fault) {
        Link link = links.get(fault.target());
        if (link == null) {
            throw new IllegalArgumentException("there is no link " + fault.target());
        }
        return link;
    }
}
