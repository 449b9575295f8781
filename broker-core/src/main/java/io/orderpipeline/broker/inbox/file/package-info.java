/** The inbox in files. */
@NullMarked
package io.orderpipeline.broker.inbox.file;

import org.jspecify.annotations.NullMarked;
