/** The programs that the checks run beside the packaged services: a load, its judgement, hostile clients, a receiver of webhooks. */
@NullMarked
package io.orderpipeline.tools.check;

import org.jspecify.annotations.NullMarked;
