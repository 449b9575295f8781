/** What a Spring Boot application needs to take part in the pipeline: its properties, its beans, its refusals to start. */
@NullMarked
package io.orderpipeline.broker.autoconfigure;

import org.jspecify.annotations.NullMarked;
