package io.orderpipeline.orders.edge;

import io.orderpipeline.broker.startup.PropertyRefusedException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerSslBundle;
import org.springframework.core.NestedExceptionUtils;

/**
 * Checks the certificate of the orders API before the container does. The container names neither the bundle nor a key that does not match:
 * the service would start, and no client could connect.
 */
final class TlsCheck {

    /** The signature algorithm for each kind of key; other kinds are not checked. */
    private static final Map<String, String> SIGNATURES =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

    private static final byte[] ANYTHING = {1};

    private TlsCheck() {}

    /** @throws PropertyRefusedException naming the bundle and what is wrong with it */
    static void require(@Nullable Ssl ssl, @Nullable SslBundles bundles) {
        if (ssl == null || !Ssl.isEnabled(ssl)) {
            return;
        }
        String fault;
        try {
            fault = isForAnotherKey(WebServerSslBundle.get(ssl, bundles))
                    ? "give the private key that the certificate was made for"
                    : null;
        } catch (RuntimeException | GeneralSecurityException e) {
            fault = NestedExceptionUtils.getMostSpecificCause(e).getMessage();
        }
        if (fault != null) {
            boolean bundle = ssl.getBundle() != null;
            throw new PropertyRefusedException(
                    bundle ? "server.ssl.bundle" : "server.ssl",
                    bundle ? ssl.getBundle() : null,
                    "its certificate: " + fault);
        }
    }

    private static boolean isForAnotherKey(SslBundle bundle) throws GeneralSecurityException {
        for (KeyManager manager : bundle.getManagers().getKeyManagers()) {
            if (manager instanceof X509KeyManager keys && hasStranger(keys)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasStranger(X509KeyManager keys) throws GeneralSecurityException {
        for (String algorithm : SIGNATURES.keySet()) {
            String[] names = keys.getServerAliases(algorithm, null);
            for (String name : names == null ? new String[0] : names) {
                if (!isPair(keys.getPrivateKey(name), keys.getCertificateChain(name)[0])) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isPair(PrivateKey key, Certificate certificate) throws GeneralSecurityException {
        String algorithm = SIGNATURES.get(key.getAlgorithm());
        if (algorithm == null) {
            return true;
        }
        if (!key.getAlgorithm().equals(certificate.getPublicKey().getAlgorithm())) {
            return false;
        }
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(ANYTHING);
        byte[] signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        signature.update(ANYTHING);
        return signature.verify(signed);
    }
}
