package io.orderpipeline.orders.edge;

import java.time.Duration;
import org.hibernate.validator.constraints.Range;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of the orders API.
 *
 * @param maxBody        largest request body, from 1 byte to 16 MB; a larger one is refused before it is parsed
 * @param headerDeadline time from the first byte of a request to the end of its header, at least 100 ms
 * @param bodyDeadline   time from the end of a request's header to the end of its body, at least 100 ms
 */
@Validated
@ConfigurationProperties("pipeline.http")
public record EdgeProperties(
        @DefaultValue("256KB") @Range(min = 1, max = 16 * 1024 * 1024, message = "use 1B to 16MB")
        DataSize maxBody,

        @DefaultValue("10s") @DurationMin(millis = 100) Duration headerDeadline,
        @DefaultValue("10s") @DurationMin(millis = 100) Duration bodyDeadline) {}
