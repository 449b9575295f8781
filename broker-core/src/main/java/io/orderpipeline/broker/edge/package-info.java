/** The checks in front of every HTTP port of a service: who may call it, and errors as JSON whichever layer reports them. */
@NullMarked
package io.orderpipeline.broker.edge;

import org.jspecify.annotations.NullMarked;
