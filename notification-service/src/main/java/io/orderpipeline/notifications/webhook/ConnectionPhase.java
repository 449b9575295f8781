package io.orderpipeline.notifications.webhook;

import java.io.IOException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;

/**
 * Recognizes failures before a connection exists, whether in DNS, the network, TLS, or because this process has no file descriptor left.
 * The receiver has not seen the notification then, so the notification is not to blame.
 *
 * <p>Thread-safe.
 */
final class ConnectionPhase implements ExecChainHandler {

    private static final String CONNECTED = ConnectionPhase.class.getName();

    /** The exchange failed before there was a connection. */
    static final class NotConnectedException extends IOException {

        private static final long serialVersionUID = 1L;

        NotConnectedException(Exception cause) {
            super(cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
        }
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        try {
            return chain.proceed(request, scope);
        } catch (IOException | HttpException | RuntimeException e) {
            if (scope.clientContext.getAttribute(CONNECTED) == null) {
                throw new NotConnectedException(e);
            }
            throw e;
        }
    }

    /** The step that runs once the connection exists. */
    static ClassicHttpResponse connected(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        scope.clientContext.setAttribute(CONNECTED, true);
        return chain.proceed(request, scope);
    }
}
