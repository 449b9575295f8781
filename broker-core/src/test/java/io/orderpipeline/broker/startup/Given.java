package io.orderpipeline.broker.startup;

import java.util.Map;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Environments with one property or variable set. */
final class Given {

    private Given() {}

    static StandardEnvironment property(String name) {
        return propertyOf("given", name);
    }

    static StandardEnvironment propertyOf(String source, String name) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource(source, Map.of(name, "a value")));
        return environment;
    }

    static StandardEnvironment variable(String name) {
        StandardEnvironment environment = new StandardEnvironment();
        String source = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
        environment
                .getPropertySources()
                .replace(source, new SystemEnvironmentPropertySource(source, Map.of(name, "a value")));
        return environment;
    }
}
