package io.orderpipeline.rabbitmq;

import com.rabbitmq.client.Channel;
import io.orderpipeline.broker.bus.Outage;
import java.time.Duration;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/** The unconfirmed messages of one channel, by their sequence number. Thread-safe. */
final class Confirms {

    private final NavigableMap<Long, Expected> expected = new ConcurrentSkipListMap<>();

    private static final class Expected extends CompletableFuture<Void> {
        private final long since = System.nanoTime();
    }

    static Confirms of(Channel channel) {
        Confirms confirms = new Confirms();
        channel.addReturnListener(returned -> confirms.settle(
                Long.parseLong(returned.getProperties().getCorrelationId()),
                false,
                taken -> taken.completeExceptionally(
                        new Outage("RabbitMQ: no queue receives what is published to " + returned.getExchange()))));
        channel.addConfirmListener(
                (number, multiple) -> confirms.settle(number, multiple, taken -> taken.complete(null)),
                (number, multiple) -> confirms.settle(
                        number, multiple, taken -> taken.completeExceptionally(new Outage("RabbitMQ: not stored"))));
        channel.addShutdownListener(cause -> confirms.fail(RabbitFailures.outage(cause)));
        return confirms;
    }

    CompletionStage<Void> expect(long number) {
        Expected taken = new Expected();
        expected.put(number, taken);
        return taken;
    }

    /** Whether the server has left a message unconfirmed for longer: it may never confirm it, nor any other on this channel. */
    boolean isOverdue(Duration longest) {
        Map.Entry<Long, Expected> oldest = expected.firstEntry();
        return oldest != null && System.nanoTime() - oldest.getValue().since > longest.toNanos();
    }

    void fail(Outage outage) {
        settle(Long.MAX_VALUE, true, taken -> taken.completeExceptionally(outage));
    }

    /** The first outcome counts: a message that no queue receives is returned first, then confirmed. */
    private void settle(long number, boolean upTo, Consumer<CompletableFuture<Void>> outcome) {
        if (!upTo) {
            CompletableFuture<Void> taken = expected.remove(number);
            if (taken != null) {
                outcome.accept(taken);
            }
            return;
        }
        expected.headMap(number, true).keySet().forEach(each -> settle(each, false, outcome));
    }
}
