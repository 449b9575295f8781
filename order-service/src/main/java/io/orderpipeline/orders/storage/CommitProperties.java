package io.orderpipeline.orders.storage;

import io.orderpipeline.broker.commit.GroupCommit.Limits;
import org.hibernate.validator.constraints.Range;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits on orders that wait to become durable, for any store.
 *
 * @param queue how many orders may wait, 1 to 100000; one more is answered 503 at once
 */
@Validated
@ConfigurationProperties(prefix = "pipeline.commit")
public record CommitProperties(
        @DefaultValue("4000") @Range(min = 1, max = 100_000) int queue) {

    public Limits limits() {
        return Limits.USUAL.withQueueOf(queue);
    }
}
