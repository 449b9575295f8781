/** The outbox as a file beside the orders. */
@NullMarked
package io.orderpipeline.broker.outbox.file;

import org.jspecify.annotations.NullMarked;
