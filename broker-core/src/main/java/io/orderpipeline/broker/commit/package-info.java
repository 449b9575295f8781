/** Group commit: one thread owns a store, and callers share its syncs through a bounded queue. */
@NullMarked
package io.orderpipeline.broker.commit;

import org.jspecify.annotations.NullMarked;
