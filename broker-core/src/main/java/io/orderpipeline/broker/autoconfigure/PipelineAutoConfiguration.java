package io.orderpipeline.broker.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** What every service of the pipeline has. */
@AutoConfiguration
@EnableConfigurationProperties(PipelineProperties.class)
final class PipelineAutoConfiguration {

    private PipelineAutoConfiguration() {}

    @Bean
    static AdapterCheck adapterCheck(Environment environment) {
        // Bound by hand: a bean factory post-processor comes before the beans that bind properties.
        return new AdapterCheck(Binder.get(environment).bindOrCreate("pipeline", PipelineProperties.class));
    }
}
