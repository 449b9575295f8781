package io.orderpipeline.notifications.webhook;

import io.orderpipeline.broker.startup.PropertyRefusedException;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The webhook notifier. An instance is always valid; it does not print its secret.
 *
 * @param url                    where requests go, {@code https://} or {@code http://}
 * @param secret                 shared with the receiver: {@code whsec_} and 24 to 64 bytes in base64
 * @param connectTimeout         1ms to 1m
 * @param readTimeout            how long the receiver may take to answer, 1ms to 5m
 * @param concurrency            how many requests may be under way at a time, 1 to 256
 * @param allowInternalAddresses whether the URL may lead to loopback, private or otherwise internal addresses
 */
@ConfigurationProperties("pipeline.webhook")
record WebhookProperties(
        @DefaultValue("") String url,
        @DefaultValue("") String secret,
        @DefaultValue("2s") Duration connectTimeout,
        @DefaultValue("10s") Duration readTimeout,
        @DefaultValue("16") int concurrency,
        @DefaultValue("false") boolean allowInternalAddresses) {

    private static final int MOST_REQUESTS = 256;

    WebhookProperties {
        requireUpTo(Duration.ofMinutes(1), "connect-timeout", connectTimeout);
        requireUpTo(Duration.ofMinutes(5), "read-timeout", readTimeout);
        if (concurrency < 1 || concurrency > MOST_REQUESTS) {
            throw refused("concurrency", Integer.toString(concurrency), "use a number from 1 to " + MOST_REQUESTS);
        }
        target(url);
        try {
            WebhookSecret.of(secret);
        } catch (IllegalArgumentException e) {
            throw refused("secret", "...", e.getMessage() + "");
        }
    }

    URI target() {
        return target(url);
    }

    private static URI target(String url) {
        try {
            URI target = URI.create(url);
            boolean http = "http".equals(target.getScheme()) || "https".equals(target.getScheme());
            if (http && target.getHost() != null && target.getUserInfo() == null && target.getFragment() == null) {
                return target;
            }
        } catch (IllegalArgumentException e) {
            throw refused("url", url, "use an address such as https://host/path: " + e.getMessage());
        }
        throw refused("url", url, "use an address such as https://host/path, without user or fragment");
    }

    private static void requireUpTo(Duration most, String name, Duration value) {
        if (value.toMillis() < 1 || value.compareTo(most) > 0) {
            throw refused(name, value.toMillis() + "ms", "use 1ms to " + most.toMillis() + "ms");
        }
    }

    private static PropertyRefusedException refused(String name, String value, String remedy) {
        return new PropertyRefusedException("pipeline.webhook." + name, value, remedy);
    }

    @Override
    public String toString() {
        return "WebhookProperties[url=" + url + "]";
    }
}
