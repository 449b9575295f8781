/** How a service starts and refuses to: its configuration files, the settings all services share, one line for every refusal. */
@NullMarked
package io.orderpipeline.broker.startup;

import org.jspecify.annotations.NullMarked;
