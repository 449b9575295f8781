/** The inbox as files. */
@NullMarked
package io.orderpipeline.broker.inbox.file;

import org.jspecify.annotations.NullMarked;
