package io.orderpipeline.orders.access;

import org.springframework.security.core.AuthenticationException;

/** A token cannot be checked now because the issuer's keys are unavailable. */
final class KeysUnavailableException extends AuthenticationException {

    KeysUnavailableException(Throwable cause) {
        super("the issuer's keys are unavailable", cause);
    }
}
