/** The rules of the house, for every module to check. */
@NullMarked
package io.orderpipeline.architecture;

import org.jspecify.annotations.NullMarked;
