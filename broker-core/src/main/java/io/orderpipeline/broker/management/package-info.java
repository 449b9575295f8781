/** What every service shows on its management port: the relay where it runs here, its health and metrics, strict input. */
@NullMarked
package io.orderpipeline.broker.management;

import org.jspecify.annotations.NullMarked;
