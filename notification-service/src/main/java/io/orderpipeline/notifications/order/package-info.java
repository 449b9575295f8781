/** Order events as they come in: retries, dead letters, acknowledgement. */
@NullMarked
package io.orderpipeline.notifications.order;

import org.jspecify.annotations.NullMarked;
