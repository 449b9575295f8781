/** The outbox in files, in the same folder as the orders. */
@NullMarked
package io.orderpipeline.broker.outbox.file;

import org.jspecify.annotations.NullMarked;
