package io.orderpipeline.broker.startup;

import java.time.Duration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;

/** What every service of the pipeline has. */
@AutoConfiguration
@EnableConfigurationProperties(PipelineProperties.class)
public class StartupAutoConfiguration {

    /** Longer than the orderly shutdown may take, by the shared configuration. */
    private static final Duration EXIT_GRACE = Duration.ofSeconds(30);

    @Bean
    Adapters adapters() {
        return Adapters.onClasspath(StartupAutoConfiguration.class.getClassLoader());
    }

    @Bean
    @ConditionalOnMissingBean
    FailStop failStop(ApplicationContext context) {
        return new FailStop(context, FailStop.exitWithin(EXIT_GRACE));
    }
}
