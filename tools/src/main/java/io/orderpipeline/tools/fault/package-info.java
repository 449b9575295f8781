/** Which faults happen when, all drawn from one seed. */
@NullMarked
package io.orderpipeline.tools.fault;

import org.jspecify.annotations.NullMarked;
