package io.orderpipeline.broker.startup;

import java.time.Duration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** What every service of the pipeline has. */
@AutoConfiguration
@EnableConfigurationProperties(PipelineProperties.class)
public class StartupAutoConfiguration {

    /** Longer than the orderly shutdown may take, by the shared configuration. */
    private static final Duration EXIT_GRACE = Duration.ofSeconds(30);

    @Bean
    static AdapterCheck adapterCheck(Environment environment) {
        // Bound by hand: a bean factory post-processor comes before the beans that bind properties.
        return new AdapterCheck(Binder.get(environment).bindOrCreate("pipeline", PipelineProperties.class));
    }

    @Bean
    @ConditionalOnMissingBean
    FailStop failStop(ApplicationContext context) {
        return new FailStop(context, FailStop.exitWithin(EXIT_GRACE));
    }
}
