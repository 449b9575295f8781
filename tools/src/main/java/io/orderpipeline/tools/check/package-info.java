/** Programs that the checks run against the packaged services: a load, its comparison, hostile clients, a receiver of webhooks. */
@NullMarked
package io.orderpipeline.tools.check;

import org.jspecify.annotations.NullMarked;
