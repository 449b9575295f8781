/** Starting a service: its configuration files, the shared settings, and a one-line message for every refused start. */
@NullMarked
package io.orderpipeline.broker.startup;

import org.jspecify.annotations.NullMarked;
