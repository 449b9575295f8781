package io.orderpipeline.orders.storage.postgres;

import io.orderpipeline.broker.inbox.DeadLetterChange;
import io.orderpipeline.broker.inbox.NotificationKey;
import io.orderpipeline.broker.outbox.RelayStart;
import io.orderpipeline.orders.placing.NumberedOrder;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What the files of stopped services hold, each to be read more than once, in the order of the files; streams are closed by the reader.
 *
 * @param orders  with seqs from 1, without gaps
 * @param keys    of sent notifications
 * @param letters changes of dead letters
 * @param relay   up to where events are delivered
 */
public record StoppedFiles(
        Supplier<Stream<NumberedOrder>> orders,
        Supplier<Stream<NotificationKey>> keys,
        Supplier<Stream<DeadLetterChange>> letters,
        RelayStart relay) {}
