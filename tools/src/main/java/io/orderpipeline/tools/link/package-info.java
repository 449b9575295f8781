/** Connections that can be cut, in both directions or in one. */
@NullMarked
package io.orderpipeline.tools.link;

import org.jspecify.annotations.NullMarked;
