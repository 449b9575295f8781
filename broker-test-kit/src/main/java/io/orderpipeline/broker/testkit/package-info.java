/** For tests of software built on a pipeline: waiting until all orders are delivered. */
@NullMarked
package io.orderpipeline.broker.testkit;

import org.jspecify.annotations.NullMarked;
