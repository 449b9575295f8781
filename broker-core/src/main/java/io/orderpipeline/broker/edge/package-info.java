/** What every HTTP port of a service has in front: who may ask it, and refusals as JSON whoever refuses. */
@NullMarked
package io.orderpipeline.broker.edge;

import org.jspecify.annotations.NullMarked;
