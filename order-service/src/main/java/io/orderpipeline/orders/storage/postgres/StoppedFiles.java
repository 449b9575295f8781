package io.orderpipeline.orders.storage.postgres;

import io.orderpipeline.broker.inbox.DeadLetterChange;
import io.orderpipeline.broker.inbox.NotificationKey;
import io.orderpipeline.broker.outbox.RelayStart;
import io.orderpipeline.orders.placing.NumberedOrder;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The content of the files of stopped services, in file order. Each supplier may be called more than once; the reader closes the streams.
 *
 * @param orders  with seqs from 1, without gaps
 * @param keys    of sent notifications
 * @param letters changes of dead letters
 * @param relay   the position up to which events are delivered
 */
public record StoppedFiles(
        Supplier<Stream<NumberedOrder>> orders,
        Supplier<Stream<NotificationKey>> keys,
        Supplier<Stream<DeadLetterChange>> letters,
        RelayStart relay) {}
