package io.orderpipeline.notifications.webhook;

import java.io.IOException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;

/**
 * Tells what fails before a connection stands, be it a name, the network, TLS, or this process that has no file descriptor left. The
 * receiver has seen nothing of the notification then, so the notification is not to blame.
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

    /** The step of the exchange that comes once it is connected. */
    static ClassicHttpResponse connected(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        scope.clientContext.setAttribute(CONNECTED, true);
        return chain.proceed(request, scope);
    }
}
