/** The consumer's memory: notifications already sent, and events that could not be. */
@NullMarked
package io.orderpipeline.broker.inbox;

import org.jspecify.annotations.NullMarked;
