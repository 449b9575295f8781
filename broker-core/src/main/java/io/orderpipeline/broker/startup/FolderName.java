package io.orderpipeline.broker.startup;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A valid folder name on this machine and in this locale. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@Constraint(validatedBy = FolderName.Validator.class)
@interface FolderName {

    String message() default "use a folder name in characters of this locale; LC_ALL=C.UTF-8 allows all";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Asks the file system of this machine. */
    final class Validator implements ConstraintValidator<FolderName, String> {

        /** Replaces a character that could not be decoded, so this is not the folder that was meant. */
        private static final char UNDECODED = '\uFFFD';

        @Override
        public boolean isValid(@Nullable String name, ConstraintValidatorContext context) {
            try {
                return name != null
                        && !name.isBlank()
                        && name.indexOf(UNDECODED) < 0
                        && !Path.of(name).toString().isEmpty();
            } catch (InvalidPathException e) {
                return false;
            }
        }
    }
}
