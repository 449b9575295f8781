/** Starts, kills, freezes and resumes processes on this machine. */
@NullMarked
package io.orderpipeline.tools.process;

import org.jspecify.annotations.NullMarked;
