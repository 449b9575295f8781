/** Processes of this machine: started, killed, frozen and woken. */
@NullMarked
package io.orderpipeline.tools.process;

import org.jspecify.annotations.NullMarked;
