package io.orderpipeline.broker.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.StandardEnvironment;

class MisspeltPropertiesTests {

    @ParameterizedTest
    @CsvSource({
        "spring.profile.active,            spring.profiles.active",
        "spring.profiles.actve,            spring.profiles.active",
        "spring.profiles.defualt,          spring.profiles.default",
        "server.adress,                    server.address",
        "server.prot,                      server.port",
        "server.ssl.bundel,                server.ssl.bundle",
        "spring.config.imports,            spring.config.import",
        "management.server.adress,         management.server.address",
        "logging.levels.root,              logging.level",
        "spring.ssl.bundles.pem.x.keystore.certificate, spring.ssl.bundle.pem"
    })
    void refusesATypoInASpringProperty(String name, String meant) {
        assertThatThrownBy(() -> MisspeltProperties.refuse(Given.property(name)))
                .asInstanceOf(type(PropertyRefusedException.class))
                .extracting(PropertyRefusedException::line)
                .isEqualTo(name + " -> there is no such property; did you mean " + meant + "?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spring.profiles.active",
                "spring.profiles.group.prod",
                "spring.profiles.active[0]",
                "server.max-http-request-header-size",
                "server.maxHttpRequestHeaderSize",
                "logging.level.io.orderpipeline",
                "spring.ssl.bundle.pem.orders.keystore.certificate",
                "management.endpoint.health.show-details",
                "spring.of.some.library",
                "server.name",
                "other"
            })
    void takesEveryOther(String name) {
        assertThatNoException().isThrownBy(() -> MisspeltProperties.refuse(Given.property(name)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SPRING_PROFILE_ACTIVE", "SPRING_PROFILES_ACTIV", "SERVER_ADRESS"})
    void refusesMisspeltVariables(String name) {
        assertThatThrownBy(() -> MisspeltProperties.refuse(Given.variable(name)))
                .isInstanceOf(PropertyRefusedException.class)
                .hasMessage(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SPRING_PROFILES_ACTIVE",
                "SERVER_MAX_HTTP_REQUEST_HEADER_SIZE",
                "SERVER_MAXHTTPREQUESTHEADERSIZE",
                "LOGGING_LEVEL_ROOT",
                "SERVER_HOST",
                "SERVER_NAME",
                "SPRING_APPLICATION_JSON"
            })
    void takesVariablesOfOtherPrograms(String name) {
        assertThatNoException().isThrownBy(() -> MisspeltProperties.refuse(Given.variable(name)));
    }

    @Test
    void ignoresTheDefaultsInTheJars() {
        StandardEnvironment jar =
                Given.propertyOf("Config resource 'class path resource [order-service.yml]'", "server.prot");

        assertThatNoException().isThrownBy(() -> MisspeltProperties.refuse(jar));
    }

    @Test
    void checksNothingThatSpringBootAddsToEachStart() {
        SpringApplication application = new SpringApplication(Plain.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        try (ConfigurableApplicationContext plain = application.run("--server.port=0")) {
            assertThat(MisspeltProperties.given(plain.getEnvironment())).isEmpty();
        }
    }

    static class Plain {}
}
