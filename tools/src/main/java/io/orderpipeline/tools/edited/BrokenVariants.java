package io.orderpipeline.tools.edited;

import io.orderpipeline.tools.cluster.Cluster;
import io.orderpipeline.tools.fault.Fault;
import io.orderpipeline.tools.fault.FaultKind;
import java.util.List;

/** All broken variants. */
public final class BrokenVariants {

    private static final String NOTIFIED = "each accepted item is notified and nothing else";
    private static final String ONE_RELAY = "one relay at a time saves its progress";
    private static final String RELAY_LOOP = "io.orderpipeline.broker.relay.RelayLoop";
    private static final String LEASE = "io.orderpipeline.postgres.outbox.PostgresLease";
    private static final String COMMIT_SQL = "io.orderpipeline.orders.storage.postgres.CommitSql";

    private BrokenVariants() {}

    /** Returns all of them. */
    public static List<BrokenVariant> all() {
        return List.of(checkpointTooEarly(), leaseWithoutEpoch(), inboxAfterTheAcknowledgement(), relayThatJumpsAGap());
    }

    /** Returns the variant with this name. */
    public static BrokenVariant named(String name) {
        List<BrokenVariant> all = all();
        return all.stream()
                .filter(variant -> variant.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no variant " + name + "; there are "
                        + all.stream().map(BrokenVariant::name).toList()));
    }

    /** The relay's checkpoint is the last event it has read, whether published or not. */
    private static BrokenVariant checkpointTooEarly() {
        return new BrokenVariant(
                "checkpoint-too-early",
                NOTIFIED,
                List.of(
                        new Edit(
                                "broker-core",
                                RELAY_LOOP,
                                "saveIfDue(entries.done())",
                                "saveIfDue(entries.lastRead())"),
                        new Edit("broker-core", RELAY_LOOP, "save(entries.done())", "save(entries.lastRead())")),
                List.of(
                        new Fault(FaultKind.CUT, Cluster.linkName("orders-1", "broker"), 3_000, 9_000),
                        new Fault(FaultKind.CUT, Cluster.linkName("orders-2", "broker"), 3_000, 9_000),
                        new Fault(FaultKind.KILL, "orders-1", 9_000, 3_500),
                        new Fault(FaultKind.KILL, "orders-2", 9_000, 3_500)));
    }

    /** A relay frozen for longer than its lease continues as if nothing had happened. */
    private static BrokenVariant leaseWithoutEpoch() {
        return new BrokenVariant(
                "lease-without-epoch",
                ONE_RELAY,
                List.of(
                        new Edit(
                                "adapters/postgres",
                                LEASE,
                                "where one and epoch = ? and owner = ?",
                                "where one and ? > 0 and ? <> ''"),
                        new Edit(
                                "adapters/postgres",
                                LEASE,
                                "heldUntil - System.nanoTime() <= 0",
                                "over.getCount() < 0")),
                List.of(
                        new Fault(FaultKind.LONG_FREEZE, "orders-1", 3_000, 14_000),
                        new Fault(FaultKind.LONG_FREEZE, "orders-2", 25_000, 14_000)));
    }

    /** An event is acknowledged to the broker when it is handed over, before its notifications are recorded. */
    private static BrokenVariant inboxAfterTheAcknowledgement() {
        return new BrokenVariant(
                "inbox-after-the-acknowledgement",
                NOTIFIED,
                List.of(new Edit(
                        "broker-core",
                        "io.orderpipeline.broker.wire.ReceiveLoop",
                        "stage = handler.handle(",
                        "stage = CompletableFuture.completedStage(null); handler.handle(")),
                List.of(
                        new Fault(FaultKind.RECEIVER_SLOW, "receiver", 3_000, 7_000),
                        new Fault(FaultKind.KILL, "notifications-1", 7_000, 500),
                        new Fault(FaultKind.KILL, "notifications-2", 7_000, 500)));
    }

    /** Seqs are drawn without the commit lock, as from an identity column, and the relay continues after the last one it saw. */
    private static BrokenVariant relayThatJumpsAGap() {
        return new BrokenVariant(
                "relay-that-jumps-a-gap",
                NOTIFIED,
                List.of(
                        new Edit(
                                "order-service", COMMIT_SQL, "commit_seq where one for update", "commit_seq where one"),
                        new Edit(
                                "order-service",
                                COMMIT_SQL,
                                "select max(seq) from orders;",
                                "select nextval('proof.numbers') * 10000;"),
                        new Edit(
                                "adapters/postgres",
                                "io.orderpipeline.postgres.outbox.PostgresOutboxCursor",
                                "entry.seq() != seq + 1 && (last != null || outbox.movedUpTo() < entry.seq() - 1)",
                                "last != null && entry.seq() <= seq")),
                List.of(new Fault(FaultKind.DELAY, Cluster.linkName("orders-1", "database"), 2_000, 15_000)));
    }
}
