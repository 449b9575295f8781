package io.orderpipeline.launcher.live;

import io.orderpipeline.broker.relay.OutboxRelay;
import io.orderpipeline.broker.relay.RelayStatus;
import io.orderpipeline.orders.placing.NumberedOrder;
import io.orderpipeline.orders.placing.Orders;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import tools.jackson.databind.json.JsonMapper;

/** Builds the snapshots, from counts that exist anyway and from the newest orders. Not thread-safe. */
final class Overview implements Show {

    private static final int SHOWN_ORDERS = 8;
    private static final int SHOWN_LETTERS = 8;
    /** Enough to fill the charts of the last two minutes, and read within milliseconds. */
    private static final int HISTORY = 1_000;

    private static final long SECOND = 1_000_000_000L;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final long run;
    private final String mode;
    private final Orders orders;
    private final OutboxRelay relay;
    private final NotificationSide notifications;
    private final Watched watched;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Charts charts = new Charts();
    private boolean isOpen;
    private long sampledAt;
    private long sampledSeq;

    Overview(
            String mode,
            Orders orders,
            OutboxRelay relay,
            NotificationSide notifications,
            Watched watched,
            InstantSource clock,
            LongSupplier nanoTime) {
        this.run = clock.millis();
        this.mode = mode;
        this.orders = orders;
        this.relay = relay;
        this.notifications = notifications;
        this.watched = watched;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /** Starts watching, with the history that the store has. */
    private void open() {
        sampledSeq = relay.status().lastSeq();
        sampledAt = nanoTime.getAsLong();
        List<NumberedOrder> before = orders.after(Math.max(0, sampledSeq - HISTORY), HISTORY);
        charts.restore(
                before.stream().map(numbered -> numbered.order().createdAt()).toList(), clock.instant());
        watched.latencies().drain();
        watched.trail().watch(before.subList(Math.max(0, before.size() - SHOWN_ORDERS), before.size()));
    }

    /** Stops following orders. */
    @Override
    public void close() {
        watched.trail().unwatch();
        isOpen = false;
    }

    /** The first call after the start or a {@link #close} starts watching. */
    @Override
    public byte[] now() {
        if (!isOpen) {
            open();
            isOpen = true;
        }
        RelayStatus status = relay.status();
        sample(status);
        Inbox inbox = notifications.inbox();
        return JSON.writeValueAsBytes(new Snapshot(
                run,
                mode,
                Snapshot.Relay.of(status),
                notifications.notifyCustomer().sent(),
                Snapshot.Letters.of(inbox.letters(SHOWN_LETTERS)),
                Snapshot.Broken.of(watched.faults()),
                charts.view(),
                watched.trail().newest(SHOWN_ORDERS).stream()
                        .map(journey -> OrderView.of(journey, inbox))
                        .toList(),
                watched.refused().newest()));
    }

    private void sample(RelayStatus status) {
        long now = nanoTime.getAsLong();
        while (now - sampledAt >= SECOND) {
            sampledAt += SECOND;
            charts.add(
                    Math.max(0, status.lastSeq() - sampledSeq),
                    status.backlog(),
                    watched.latencies().drain());
            sampledSeq = status.lastSeq();
        }
    }
}
