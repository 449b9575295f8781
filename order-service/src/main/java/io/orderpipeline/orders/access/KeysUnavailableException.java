package io.orderpipeline.orders.access;

import org.springframework.security.core.AuthenticationException;

/** Whether a token is valid cannot be said now, because the issuer's keys cannot be had. */
final class KeysUnavailableException extends AuthenticationException {

    KeysUnavailableException(Throwable cause) {
        super("the issuer's keys cannot be had", cause);
    }
}
