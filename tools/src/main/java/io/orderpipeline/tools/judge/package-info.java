/** Judges the answers to clients, the contents of the database and the requests to the receiver. */
@NullMarked
package io.orderpipeline.tools.judge;

import org.jspecify.annotations.NullMarked;
