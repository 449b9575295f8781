package io.orderpipeline.notifications.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.broker.startup.PropertyRefusedException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class WebhookPropertiesTests {

    private static final String URL = "https://customers.example/orders";
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    @Test
    void needsOnlyAnAddressAndASecret() {
        assertThat(bound(Map.of()))
                .isEqualTo(
                        new WebhookProperties(URL, SECRET, Duration.ofSeconds(2), Duration.ofSeconds(10), 16, false));
    }

    @Test
    void readsEveryProperty() {
        String secret = "whsec_" + "QUFB".repeat(16);

        assertThat(bound(Map.of(
                        "url", "http://127.0.0.1:9000/hook?tenant=1",
                        "secret", secret,
                        "connect-timeout", "250ms",
                        "read-timeout", "1m",
                        "concurrency", "4",
                        "allow-internal-addresses", "true")))
                .isEqualTo(new WebhookProperties(
                        "http://127.0.0.1:9000/hook?tenant=1",
                        secret,
                        Duration.ofMillis(250),
                        Duration.ofMinutes(1),
                        4,
                        true));
    }

    @ParameterizedTest
    @CsvSource({
        "connect-timeout, 1ms",
        "connect-timeout, 1m",
        "read-timeout,    1ms",
        "read-timeout,    5m",
        "concurrency,     1",
        "concurrency,     256"
    })
    void takesTheBounds(String name, String value) {
        assertThat(bound(Map.of(name, value))).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "connect-timeout, 0ms",
        "connect-timeout, 60001ms",
        "read-timeout,    0ms",
        "read-timeout,    300001ms",
        "concurrency,     0",
        "concurrency,     257",
        "url,             ''",
        "url,             customers.example/orders",
        "url,             ftp://customers.example/orders",
        "url,             https:///orders",
        "url,             https://user:word@customers.example/orders",
        "url,             https://customers.example/orders#top",
        "url,             https://customers example/orders"
    })
    void refusesWhatItCannotUse(String name, String value) {
        assertThatThrownBy(() -> bound(Map.of(name, value)))
                .rootCause()
                .isInstanceOf(PropertyRefusedException.class)
                .hasMessage("pipeline.webhook." + name + "=" + value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_not/base64!", "whsec_dG9vIHNob3J0"})
    void refusesASecretWithoutPrintingIt(String secret) {
        assertThatThrownBy(() -> bound(Map.of("secret", secret)))
                .rootCause()
                .isInstanceOf(PropertyRefusedException.class)
                .hasMessage("pipeline.webhook.secret=...");
    }

    @Test
    void printsNoSecret() {
        assertThat(bound(Map.of())).asString().contains(URL).doesNotContain(SECRET);
    }

    /** With an address and a secret, unless the test gives others. */
    private static WebhookProperties bound(Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(Map.of("pipeline.webhook.url", URL, "pipeline.webhook.secret", SECRET));
        properties.forEach((name, value) -> all.put("pipeline.webhook." + name, value));
        return new Binder(new MapConfigurationPropertySource(all))
                .bindOrCreate("pipeline.webhook", WebhookProperties.class);
    }
}
