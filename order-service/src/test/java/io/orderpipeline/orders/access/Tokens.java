package io.orderpipeline.orders.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;

/** An issuer of tokens with its own key. */
public final class Tokens {

    private final RSAKey key;

    public Tokens() {
        try {
            key = new RSAKeyGenerator(2048).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes the public key, as PEM. */
    public Path publicKeyIn(Path folder) throws IOException, JOSEException {
        String base64 =
                Base64.getMimeEncoder().encodeToString(key.toRSAPublicKey().getEncoded());
        return Files.writeString(
                folder.resolve("tokens.pem"), "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n");
    }

    /** A token that the orders API accepts, valid for an hour. */
    public String with(String scope) {
        return sign(claims(scope).build());
    }

    /** A token for reading and writing, from the issuer with this name. */
    String issuedBy(String issuer) {
        return sign(claims("orders:write orders:read").issuer(issuer).build());
    }

    /** The public key in the form an issuer publishes. */
    String publicKeys() {
        return new JWKSet(key.toPublicJWK()).toString();
    }

    String expired() {
        return sign(claims("orders:write orders:read")
                .expirationTime(after(Duration.ofHours(-1)))
                .build());
    }

    String notYetValid() {
        return sign(claims("orders:write orders:read")
                .notBeforeTime(after(Duration.ofMinutes(30)))
                .build());
    }

    String withoutExpiry() {
        return sign(claims("orders:write orders:read").expirationTime(null).build());
    }

    String forAudience(String audience) {
        return sign(claims("orders:write orders:read").audience(audience).build());
    }

    String unsigned() {
        return new PlainJWT(claims("orders:write orders:read").build()).serialize();
    }

    /** A token of another customer. */
    String of(String subject, String scope) {
        return sign(claims(scope).subject(subject).build());
    }

    /** A token with a claim of any type. Written as raw JSON, because the library's builder corrects some types. */
    String withRawClaim(String name, Object value) {
        Map<String, Object> claims =
                new LinkedHashMap<>(claims("orders:write orders:read").build().toJSONObject());
        claims.put(name, value);
        JWSObject token = new JWSObject(new JWSHeader(JWSAlgorithm.RS256), new Payload(claims));
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    /** A token with this type in its header. */
    String ofType(String typ) {
        return sign(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(new JOSEObjectType(typ))
                        .build(),
                claims("orders:write orders:read").build());
    }

    private static JWTClaimsSet.Builder claims(String scope) {
        return new JWTClaimsSet.Builder()
                .subject("a customer")
                .audience("orders")
                .claim("scope", scope)
                .expirationTime(after(Duration.ofHours(1)));
    }

    private String sign(JWTClaimsSet claims) {
        return sign(new JWSHeader(JWSAlgorithm.RS256), claims);
    }

    private String sign(JWSHeader header, JWTClaimsSet claims) {
        SignedJWT token = new SignedJWT(header, claims);
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    private static Date after(Duration time) {
        return Date.from(Instant.now().plus(time));
    }
}
