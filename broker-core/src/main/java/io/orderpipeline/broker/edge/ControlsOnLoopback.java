package io.orderpipeline.broker.edge;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Gives other machines read-only access: a request that did not arrive on loopback may only read health, metrics and the bill of
 * materials. There is no password, so only the address distinguishes an operator on this machine from the network.
 */
final class ControlsOnLoopback extends ValveBase {

    private static final Set<String> READING = Set.of("GET", "HEAD");
    /** An allowlist, so that a new endpoint is closed to other machines until it is added here. */
    private static final Pattern READABLE = Pattern.compile("/actuator/(health(/.*)?|info|prometheus|sbom(/[^/]+)?)");

    ControlsOnLoopback() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (response.isError() || request.isAsyncDispatching() || isFromHere(request) || onlyReads(request)) {
            getNext().invoke(request, response);
        } else {
            new Refusal(403, "other machines can only read health, info, prometheus and sbom here")
                    .refuse(request, response);
        }
    }

    /** Checks the address the request arrived on: a request from another machine cannot arrive on loopback. */
    private static boolean isFromHere(Request request) throws IOException {
        return InetAddress.getByName(request.getLocalAddr()).isLoopbackAddress();
    }

    private static boolean onlyReads(Request request) {
        return READING.contains(request.getMethod())
                && READABLE.matcher(request.getDecodedRequestURI()).matches();
    }
}
