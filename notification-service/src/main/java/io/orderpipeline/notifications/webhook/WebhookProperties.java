package io.orderpipeline.notifications.webhook;

import java.net.URI;
import java.time.Duration;
import org.hibernate.validator.constraints.Range;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The webhook notifier. Its text form shows neither the secret nor the URL, which may contain one.
 *
 * @param url                    where requests go, {@code https://} or {@code http://}
 * @param secret                 shared with the receiver: {@code whsec_} and 24 to 64 bytes in base64
 * @param connectTimeout         1ms to 1m
 * @param readTimeout            how long the receiver may take to answer, 1ms to 5m
 * @param concurrency            how many requests may be in progress at a time, 1 to 256
 * @param allowInternalAddresses whether the URL may lead to loopback, private or otherwise internal addresses
 */
@Validated
@ConfigurationProperties("pipeline.webhook")
record WebhookProperties(
        @DefaultValue("") @WebhookAddress String url,
        @DefaultValue("") @WellFormedSecret String secret,

        @DefaultValue("2s") @DurationMin(millis = 1) @DurationMax(minutes = 1)
        Duration connectTimeout,

        @DefaultValue("10s") @DurationMin(millis = 1) @DurationMax(minutes = 5)
        Duration readTimeout,

        @DefaultValue("16") @Range(min = 1, max = 256) int concurrency,
        @DefaultValue("false") boolean allowInternalAddresses) {

    URI target() {
        return URI.create(url);
    }

    /** How long a request may take, including its whole answer. */
    Duration longestRequest() {
        return connectTimeout.plus(readTimeout);
    }

    @Override
    public String toString() {
        return "WebhookProperties[...]";
    }
}
