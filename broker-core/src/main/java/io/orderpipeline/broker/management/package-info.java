/** The management port of every service: the relay if it runs there, health and metrics, strict checks of operators' input. */
@NullMarked
package io.orderpipeline.broker.management;

import org.jspecify.annotations.NullMarked;
