package io.orderpipeline.broker.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;

class QuietUntilNamedTests {

    @ParameterizedTest
    @CsvSource({
        "jdbc.autoconfigure.DataSourceAutoConfiguration,                       pipeline.store,  postgres",
        "jdbc.autoconfigure.health.DataSourceHealthContributorAutoConfiguration, pipeline.store, postgres",
        "flyway.autoconfigure.FlywayAutoConfiguration,                         pipeline.store,  postgres",
        "transaction.autoconfigure.TransactionAutoConfiguration,               pipeline.store,  postgres",
        "kafka.autoconfigure.KafkaAutoConfiguration,                           pipeline.broker, kafka",
        "amqp.autoconfigure.RabbitAutoConfiguration,                           pipeline.broker, rabbitmq",
        "data.redis.autoconfigure.DataRedisAutoConfiguration,                  pipeline.broker, redis"
    })
    void setsUpATechnologyOnlyWhereItIsNamed(String configuration, String property, String name) {
        assertThat(isSetUp(configuration, Map.of())).isFalse();
        assertThat(isSetUp(configuration, Map.of(property, "other"))).isFalse();
        assertThat(isSetUp(configuration, Map.of(property, name))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "data.redis.autoconfigure.DataRedisRepositoriesAutoConfiguration,                redis",
        "data.redis.autoconfigure.observation.LettuceObservationAutoConfiguration,       redis",
        "persistence.autoconfigure.PersistenceExceptionTranslationAutoConfiguration, in-process",
        "webmvc.autoconfigure.error.ErrorMvcAutoConfiguration,                       in-process"
    })
    void neverSetsUpWhatIsOfNoUse(String configuration, String broker) {
        assertThat(isSetUp(configuration, Map.of("pipeline.broker", broker))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration, false",
        "security.oauth2.server.resource.autoconfigure.servlet.OAuth2ResourceServerAutoConfiguration, false",
        "webmvc.autoconfigure.WebMvcAutoConfiguration, true"
    })
    void neverSecuresWhatItFindsAndLeavesAllElse(String configuration, boolean setUp) {
        assertThat(isSetUp(configuration, Map.of("spring.profiles.active", "secure")))
                .isEqualTo(setUp);
    }

    @ParameterizedTest
    @CsvSource({
        "micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration, true",
        "micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingAutoConfiguration, true",
        "micrometer.tracing.autoconfigure.NoopTracerAutoConfiguration, true",
        "opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration, true",
        "opentelemetry.autoconfigure.logging.otlp.OtlpLoggingAutoConfiguration, false"
    })
    void tracesInTheProfileOtelOnly(String configuration, boolean setUp) {
        assertThat(isSetUp(configuration, Map.of())).isFalse();
        assertThat(isSetUp(configuration, Map.of("spring.profiles.active", "secure")))
                .isFalse();
        assertThat(isSetUp(configuration, Map.of("spring.profiles.active", "secure,otel")))
                .isEqualTo(setUp);
    }

    private static boolean isSetUp(String configuration, Map<String, Object> properties) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("given", properties));
        QuietUntilNamed filter =
                SpringFactoriesLoader.forDefaultResourceLocation().load(AutoConfigurationImportFilter.class).stream()
                        .filter(QuietUntilNamed.class::isInstance)
                        .map(QuietUntilNamed.class::cast)
                        .findFirst()
                        .orElseThrow();
        filter.setEnvironment(environment);
        return filter.isSetUp("org.springframework.boot." + configuration);
    }
}
