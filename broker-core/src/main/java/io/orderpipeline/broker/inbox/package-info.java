/** The consumer's inbox: notifications already sent, and events that could not be handled. */
@NullMarked
package io.orderpipeline.broker.inbox;

import org.jspecify.annotations.NullMarked;
