/** Orders in one file: the commit point of the whole pipeline. */
@NullMarked
package io.orderpipeline.orders.storage.file;

import org.jspecify.annotations.NullMarked;
