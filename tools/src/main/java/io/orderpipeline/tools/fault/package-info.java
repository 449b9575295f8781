/** What is broken when, all from one seed. */
@NullMarked
package io.orderpipeline.tools.fault;

import org.jspecify.annotations.NullMarked;
