/** The transactional outbox: events waiting to be published, and the checkpoint of the relay that publishes them. */
@NullMarked
package io.orderpipeline.broker.outbox;

import org.jspecify.annotations.NullMarked;
