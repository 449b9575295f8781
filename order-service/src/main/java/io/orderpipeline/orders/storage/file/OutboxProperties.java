package io.orderpipeline.orders.storage.file;

import io.orderpipeline.broker.outbox.file.OutboxRetention;
import io.orderpipeline.broker.startup.PropertyRefusedException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * When outbox.json begins anew. The full file goes to the folder {@code archive} once every entry was delivered; nothing is ever deleted.
 *
 * @param segmentSize the size from which outbox.json begins anew; 0 for never
 * @param segmentAge  the age of its oldest entry from which outbox.json begins anew; 0 for never
 */
@ConfigurationProperties(prefix = "pipeline.outbox")
record OutboxProperties(
        @DefaultValue("64MB") DataSize segmentSize,
        @DefaultValue("0") Duration segmentAge) {

    OutboxProperties {
        if (segmentSize.isNegative()) {
            throw new PropertyRefusedException(
                    "pipeline.outbox.segment-size", segmentSize.toString(), "0 for never, or a size such as 64MB");
        }
        if (segmentAge.isNegative()) {
            throw new PropertyRefusedException(
                    "pipeline.outbox.segment-age", segmentAge.toString(), "0 for never, or a duration such as 1d");
        }
    }

    OutboxRetention retention(LongSupplier doneSeq) {
        return new OutboxRetention(segmentSize.toBytes(), segmentAge, doneSeq);
    }
}
