package io.orderpipeline.orders.access;

import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;

/** Distinguishes an invalid token, which is the client's fault, from unavailable keys, which are not. */
record TokenVerification(JwtDecoder decoder) implements JwtDecoder {

    /**
     * The claims of a valid token.
     *
     * @throws BadJwtException          when the token is not valid
     * @throws KeysUnavailableException when it cannot be checked
     */
    @Override
    public Jwt decode(String token) {
        try {
            return decoder.decode(token);
        } catch (BadJwtException e) {
            throw e;
        } catch (JwtException | JwtDecoderInitializationException e) {
            throw new KeysUnavailableException(e);
        } catch (IllegalArgumentException | IllegalStateException | ClassCastException e) {
            throw new BadJwtException("a claim has the wrong type", e);
        }
    }
}
