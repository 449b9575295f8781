package io.orderpipeline.broker.autoconfigure;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The longest pause between two probes of an outage must not be shorter than the first one. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Constraint(validatedBy = ProbesSlowDown.Validator.class)
@interface ProbesSlowDown {

    String message() default "use at least pipeline.relay.first-probe";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Reports the violation on the longest pause. */
    final class Validator implements ConstraintValidator<ProbesSlowDown, RelayProperties> {

        @Override
        public boolean isValid(RelayProperties relay, ConstraintValidatorContext context) {
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate(context.getDefaultConstraintMessageTemplate())
                    .addPropertyNode("longestPause")
                    .addConstraintViolation();
            return relay.longestPause().compareTo(relay.firstProbe()) >= 0;
        }
    }
}
