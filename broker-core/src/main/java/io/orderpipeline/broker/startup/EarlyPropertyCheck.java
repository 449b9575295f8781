package io.orderpipeline.broker.startup;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Looks at the properties before Spring Boot does: its conditions on the management port would otherwise fail first,
 * without the name of the property.
 */
final class EarlyPropertyCheck implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        Binder binder = Binder.get(environment);
        binder.bindOrCreate("pipeline", PipelineProperties.class);
        binder.bind("server.port", Integer.class).ifBound(port -> Ports.require("server.port", port));
        KnownProperties.onClasspath(EarlyPropertyCheck.class.getClassLoader()).refuseOthers(environment);
    }
}
