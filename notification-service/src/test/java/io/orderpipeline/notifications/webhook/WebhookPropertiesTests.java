package io.orderpipeline.notifications.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.startup.PropertyBinding;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        "connect-timeout, 0ms,      use at least 1ms",
        "connect-timeout, 60001ms,  use at most 1m",
        "read-timeout,    0ms,      use at least 1ms",
        "read-timeout,    300001ms, use at most 5m",
        "concurrency,     0,        use a number from 1 to 256",
        "concurrency,     257,      use a number from 1 to 256"
    })
    void refusesWhatIsOutOfRangeAndSaysWhatIsAllowed(String name, String value, String allowed) {
        assertThat(refusal(name, value)).isEqualTo("pipeline.webhook." + name + "=" + value + " -> " + allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "'',                                           ''",
        "customers.example/orders,                     customers.example/orders",
        "ftp://customers.example/orders,               ftp://customers.example",
        "https:///orders,                              https://",
        "https://user:word@customers.example/orders,   https://customers.example",
        "https://customers.example/orders#top,         https://customers.example",
        "https://customers example/orders?key=word,    https://...",
        "https://customers.example:99999/orders,       https://customers.example:99999",
        "https://customers.example:0/orders,           https://customers.example:0"
    })
    void refusesAnAddressThatItCannotUseAndShowsWhereItLeads(String url, String shown) {
        assertThat(refusal("url", url))
                .startsWith("pipeline.webhook.url=" + shown + " -> use an address such as https://");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://my_customers.example:65535/orders", "HTTPS://customers.example", "http://[::1]:1/"})
    void takesEveryAddressThatLeadsSomewhere(String url) {
        assertThat(bound(Map.of("url", url)).target()).hasToString(url);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_not/base64!", "whsec_dG9vIHNob3J0"})
    void refusesASecretWithoutShowingIt(String secret) {
        assertThat(refusal("secret", secret))
                .isEqualTo("pipeline.webhook.secret -> use whsec_ and 24 to 64 bytes in base64");
    }

    @Test
    void showsNoSecret() {
        assertThat(bound(Map.of())).asString().doesNotContain(SECRET, URL);
    }

    private static WebhookProperties bound(Map<String, String> properties) {
        return PropertyBinding.bind(WebhookProperties.class, complete(properties));
    }

    private static String refusal(String name, String value) {
        return PropertyBinding.refusal(WebhookProperties.class, complete(Map.of(name, value)));
    }

    /** With an address and a secret, unless the test gives others. */
    private static Map<String, String> complete(Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(Map.of("pipeline.webhook.url", URL, "pipeline.webhook.secret", SECRET));
        properties.forEach((name, value) -> all.put("pipeline.webhook." + name, value));
        return all;
    }
}
