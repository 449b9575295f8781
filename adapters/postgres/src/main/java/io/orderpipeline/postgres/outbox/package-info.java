/** The outbox, which is the table of orders read by seq; the relay's progress, and which process may relay. */
@NullMarked
package io.orderpipeline.postgres.outbox;

import org.jspecify.annotations.NullMarked;
