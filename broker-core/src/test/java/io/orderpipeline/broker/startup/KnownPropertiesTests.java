package io.orderpipeline.broker.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.StandardEnvironment;

class KnownPropertiesTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PIPELINE_DATA_DIR",
                "PIPELINE_DATADIR",
                "PIPELINE_WEBHOOK_ALLOWINTERNALADDRESSES",
                "pipeline_retry_attempts",
                "CI_PIPELINE_ID",
                "pipeline.data-dir",
                "PIPELINE_MANAGEMENT_ALLOWEDHOSTS_0",
                "PIPELINE_MANAGEMENT_ALLOWED_HOSTS_12",
                "PIPELINE",
                "PIPELINE_WORKSPACE"
            })
    void takesVariables(String name) {
        assertThatNoException().isThrownBy(() -> refuseUnknown(Given.variable(name)));
    }

    @ParameterizedTest
    @CsvSource({
        "PIPELINE_RETRY_ATTEMPT, PIPELINE_RETRY_ATTEMPTS",
        "PIPELINE_RETRYATTEMPTS, PIPELINE_RETRY_ATTEMPTS",
        "PIPELINE_DATA_DIRR,     PIPELINE_DATA_DIR",
        "pipeline.data-dirr,     PIPELINE_DATA_DIR",
        "PIPELINE_MANAGEMENT_ALLOWEDHOST_0, PIPELINE_MANAGEMENT_ALLOWED_HOSTS"
    })
    void refusesAVariableThatNothingReadsAndNamesTheNearest(String name, String meant) {
        assertThatThrownBy(() -> refuseUnknown(Given.variable(name)))
                .isInstanceOfSatisfying(PropertyRefusedException.class, refused -> {
                    assertThat(refused).hasMessage(name);
                    assertThat(refused.remedy()).isEqualTo("there is no such property; did you mean " + meant + "?");
                });
    }

    /** A file shared by both services has the other one's properties too. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "pipeline.http.max-body",
                "pipeline.webhook.secret",
                "pipeline.dataDir",
                "server.port",
                "other",
                "pipeline.management.allowed-hosts[0]",
                "pipeline.management.allowedHosts[11]"
            })
    void takesThePropertiesOfAllModules(String name) {
        assertThatNoException().isThrownBy(() -> refuseUnknown(Given.property(name)));
    }

    @ParameterizedTest
    @CsvSource({
        "pipeline.data-dirr,            pipeline.data-dirr",
        "pipeline.retry.attempts.x,     pipeline.retry.attempts.x",
        "pipeline.retry.attempts[0],    pipeline.retry.attempts[0]",
        "pipeline.management.allowed-hosts[x], pipeline.management.allowed-hosts[x]",
        "pipeline.webhook.secretMfKQ,   pipeline.webhook.secret...",
        "pipeline.webhook.secret:MfKQ,  pipeline.webhook.secret",
        "pipeline.webhook.secret/MfKQ,  pipeline.webhook.secret"
    })
    void refusesAnyOtherByItsNameOnly(String name, String shown) {
        assertThatThrownBy(() -> refuseUnknown(Given.property(name)))
                .isInstanceOf(PropertyRefusedException.class)
                .hasMessage(shown);
    }

    private static void refuseUnknown(StandardEnvironment environment) {
        KnownProperties.ofAllModules().refuseOthers(environment);
    }
}
