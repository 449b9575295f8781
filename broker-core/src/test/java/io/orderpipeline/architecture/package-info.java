/** The project's architecture rules, checked in every module. */
@NullMarked
package io.orderpipeline.architecture;

import org.jspecify.annotations.NullMarked;
