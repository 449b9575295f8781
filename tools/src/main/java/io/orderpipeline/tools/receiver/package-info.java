/** A receiver of webhooks that records each request. */
@NullMarked
package io.orderpipeline.tools.receiver;

import org.jspecify.annotations.NullMarked;
