package io.orderpipeline.broker.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShownValueTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://customers.example/orders        | https://customers.example",
                "HTTP://127.0.0.1:99999/hook?key=secret  | HTTP://127.0.0.1:99999",
                "https://[::1]:8443/hook                 | https://[::1]:8443",
                "https://my_host?key=secret              | https://my_host",
                "https://user:secret@customers.example/a | https://customers.example",
                "https://user:sec/ret@customers.example  | https://...",
                "https://user:sec@ret@customers.example/ | https://customers.example",
                "https://user:secret                     | https://...",
                "jdbc:postgresql://db:5432/o?password=pw | jdbc:postgresql://db:5432",
                "user:secret@customers.example           | ...",
                "-----BEGIN PRIVATE KEY-----             | ...",
                "carrier-pigeon                          | carrier-pigeon",
                "''                                      | ''",
            })
    void hasNoSecretsOfAUrl(String value, String shown) {
        assertThat(ShownValue.of("some.property", value)).isEqualTo("some.property=" + shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pipeline.webhook.secret",
                "spring.datasource.password",
                "server.ssl.key-store-password",
                "spring.ssl.bundle.pem.orders.keystore.private-key",
                "SOME_ACCESS_TOKEN"
            })
    void hasNothingOfASecret(String property) {
        assertThat(ShownValue.of(property, "whatever")).isEqualTo(property);
    }

    @Test
    void hasThePlaceOfAKey() {
        assertThat(ShownValue.of("jwt.public-key-location", "file:tokens.pem"))
                .isEqualTo("jwt.public-key-location=file:tokens.pem");
    }

    @Test
    void hasADurationAsItIsWritten() {
        assertThat(ShownValue.of("pause", Duration.ofSeconds(5))).isEqualTo("pause=5000ms");
    }

    @Test
    void isCutWhereItIsLong() {
        assertThat(ShownValue.of("some.property", "x".repeat(100_000))).hasSizeLessThan(600);
    }
}
