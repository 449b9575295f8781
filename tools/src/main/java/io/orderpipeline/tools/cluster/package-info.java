/** The services, their database and their broker, each a process, with links between them. */
@NullMarked
package io.orderpipeline.tools.cluster;

import org.jspecify.annotations.NullMarked;
