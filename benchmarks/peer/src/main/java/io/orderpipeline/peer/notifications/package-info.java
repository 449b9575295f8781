/** Notifies the items of orders. */
@NullMarked
package io.orderpipeline.peer.notifications;

import org.jspecify.annotations.NullMarked;
