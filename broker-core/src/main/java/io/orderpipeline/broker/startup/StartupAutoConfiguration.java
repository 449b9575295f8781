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

    /** What a stop may take beyond the relay's grace before the process is ended. */
    private static final Duration BEYOND_GRACE = Duration.ofSeconds(12);
    /** The exit code of a process that was ended by a signal: 128 and the number of SIGTERM. */
    private static final int TERMINATED = 143;

    @Bean
    Adapters adapters() {
        return Adapters.onClasspath(StartupAutoConfiguration.class.getClassLoader());
    }

    @Bean
    @ConditionalOnMissingBean
    FailStop failStop(ApplicationContext context, Environment environment) {
        FailStop failStop = FailStop.ofThisProcess(context, EXIT_GRACE);
        Duration grace = Binder.get(environment)
                .bind("pipeline.relay.stop-grace", Duration.class)
                .orElse(Duration.ofSeconds(10));
        StopDeadline.watch(grace.plus(BEYOND_GRACE), () -> failStop.hasFailed() ? FailStop.EXIT_CODE : TERMINATED);
        return failStop;
    }
}
