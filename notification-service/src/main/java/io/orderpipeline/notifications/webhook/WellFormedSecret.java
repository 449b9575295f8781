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
import org.jspecify.annotations.Nullable;

/** A secret that {@link WebhookSecret} can read. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@Constraint(validatedBy = WellFormedSecret.Validator.class)
@interface WellFormedSecret {

    String message() default "use whsec_ and 24 to 64 bytes in base64";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Parses the secret to check it. */
    final class Validator implements ConstraintValidator<WellFormedSecret, String> {

        @Override
        public boolean isValid(@Nullable String secret, ConstraintValidatorContext context) {
            try {
                return secret != null && WebhookSecret.of(secret) != null;
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
    }
}
