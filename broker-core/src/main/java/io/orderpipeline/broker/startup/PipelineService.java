package io.orderpipeline.broker.startup;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks the application class of a service that reads its own configuration file, even when services share a JVM. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface PipelineService {

    /** The service's name; {@code <name>.yml} is its configuration file. */
    String value();
}
