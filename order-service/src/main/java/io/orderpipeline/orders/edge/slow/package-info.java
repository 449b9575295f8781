/** Slow and silent clients: what is below Tomcat's API, so that one client's pace is not another's. */
@NullMarked
package io.orderpipeline.orders.edge.slow;

import org.jspecify.annotations.NullMarked;
