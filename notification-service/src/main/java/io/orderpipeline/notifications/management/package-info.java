/** What operators can see and do on the management port. */
@NullMarked
package io.orderpipeline.notifications.management;

import org.jspecify.annotations.NullMarked;
