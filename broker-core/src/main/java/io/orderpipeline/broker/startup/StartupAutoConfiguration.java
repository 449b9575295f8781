package io.orderpipeline.broker.startup;

import java.time.Duration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** The beans that every service has. */
@AutoConfiguration
@EnableConfigurationProperties(PipelineProperties.class)
public class StartupAutoConfiguration {

    /** Longer than the shared configuration allows for a graceful shutdown. */
    private static final Duration EXIT_GRACE = Duration.ofSeconds(30);

    /** Time a stop may take after the relay's grace period before the process is killed. */
    private static final Duration BEYOND_GRACE = Duration.ofSeconds(12);
    /** The exit code of a process ended by SIGTERM: 128 plus the signal's number. */
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
