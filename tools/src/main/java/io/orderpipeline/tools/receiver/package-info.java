/** The receiver of webhooks, which writes down each request. */
@NullMarked
package io.orderpipeline.tools.receiver;

import org.jspecify.annotations.NullMarked;
