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
 * Lets other machines look but not touch: a request that came in through another address than loopback may only read health, metrics, and
 * what the service is made of. Nobody is asked for a password, so the address is what tells an operator of this machine from the network.
 */
final class ControlsOnLoopback extends ValveBase {

    private static final Set<String> READING = Set.of("GET", "HEAD");
    /** A list of what is allowed, so that an endpoint added later is a control until somebody says otherwise. */
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

    /** By the address the request came to: one from another machine cannot have come to loopback. */
    private static boolean isFromHere(Request request) throws IOException {
        return InetAddress.getByName(request.getLocalAddr()).isLoopbackAddress();
    }

    private static boolean onlyReads(Request request) {
        return READING.contains(request.getMethod())
                && READABLE.matcher(request.getDecodedRequestURI()).matches();
    }
}
