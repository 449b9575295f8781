package io.orderpipeline.orders.storage.file;

import io.orderpipeline.broker.outbox.file.OutboxRetention;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * When outbox.json is rotated. A full file moves to the folder {@code archive} once all its entries are delivered; nothing is ever deleted.
 *
 * @param segmentSize size at which outbox.json is rotated; 0 = never
 * @param segmentAge  age of its oldest event at which outbox.json is rotated; 0 = never
 */
@Validated
@ConfigurationProperties(prefix = "pipeline.outbox")
record OutboxProperties(
        @DefaultValue("64MB") @PositiveOrZero(message = "use 0 for never, or a size such as 64MB")
        DataSize segmentSize,

        @DefaultValue("0") @DurationMin(message = "use 0 for never, or a duration such as 1d")
        Duration segmentAge) {

    OutboxRetention retention(LongSupplier doneSeq) {
        return new OutboxRetention(segmentSize.toBytes(), segmentAge, doneSeq);
    }
}
