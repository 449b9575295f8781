package io.orderpipeline.notifications.webhook;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An address that requests can be sent to. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@Constraint(validatedBy = WebhookAddress.Validator.class)
@interface WebhookAddress {

    String message() default
            "use an address such as https://host/path, without user or fragment, with a port up to 65535";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Accepts host names with an underscore, which {@link URI#getHost()} does not. */
    final class Validator implements ConstraintValidator<WebhookAddress, String> {

        private static final Pattern HTTP = Pattern.compile("https?", Pattern.CASE_INSENSITIVE);
        private static final Pattern HOST_AND_PORT =
                Pattern.compile("(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::(\\d{1,5}))?");
        private static final int HIGHEST_PORT = 65_535;

        @Override
        public boolean isValid(@Nullable String address, ConstraintValidatorContext context) {
            try {
                URI uri = URI.create("" + address);
                return HTTP.matcher("" + uri.getScheme()).matches()
                        && isHostAndPort(uri.getRawAuthority())
                        && uri.getRawFragment() == null;
            } catch (IllegalArgumentException e) {
                return false;
            }
        }

        private static boolean isHostAndPort(@Nullable String authority) {
            Matcher parts = HOST_AND_PORT.matcher(authority == null ? "" : authority);
            if (!parts.matches()) {
                return false;
            }
            int port = parts.group(1) == null ? 1 : Integer.parseInt(parts.group(1));
            return port >= 1 && port <= HIGHEST_PORT;
        }
    }
}
