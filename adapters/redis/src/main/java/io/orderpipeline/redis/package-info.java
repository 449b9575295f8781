/** The bus on Redis Streams: one stream, and a group for each subscriber. */
@NullMarked
package io.orderpipeline.redis;

import org.jspecify.annotations.NullMarked;
