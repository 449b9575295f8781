/** For the tests of whatever is built on a pipeline: how to wait for it. */
@NullMarked
package io.orderpipeline.broker.testkit;

import org.jspecify.annotations.NullMarked;
