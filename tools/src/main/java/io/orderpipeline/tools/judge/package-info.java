/** Judges what clients were told, what the database holds and what the receiver saw. */
@NullMarked
package io.orderpipeline.tools.judge;

import org.jspecify.annotations.NullMarked;
