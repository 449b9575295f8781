package io.orderpipeline.orders.storage.file;

import io.orderpipeline.broker.commit.GroupCommit.Limits;
import io.orderpipeline.broker.startup.PropertyRefusedException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How orders wait for the disk. An instance is always valid.
 *
 * @param queue most orders that may wait for their turn, 1 to 100000; one more is answered 503 at once
 */
@ConfigurationProperties(prefix = "pipeline.commit")
record CommitProperties(@DefaultValue("4000") int queue) {

    private static final int LARGEST_QUEUE = 100_000;

    CommitProperties {
        if (queue < 1 || queue > LARGEST_QUEUE) {
            throw new PropertyRefusedException(
                    "pipeline.commit.queue", Integer.toString(queue), "use a number from 1 to " + LARGEST_QUEUE);
        }
    }

    Limits limits() {
        return Limits.USUAL.withQueueOf(queue);
    }
}
