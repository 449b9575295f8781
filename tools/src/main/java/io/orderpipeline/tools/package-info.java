/** Commands that run the packaged services and judge them. */
@NullMarked
package io.orderpipeline.tools;

import org.jspecify.annotations.NullMarked;
