/** The order service: accepts orders over HTTP and makes them durable. */
@NullMarked
package io.orderpipeline.orders;

import org.jspecify.annotations.NullMarked;
