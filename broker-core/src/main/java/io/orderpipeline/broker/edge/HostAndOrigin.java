package io.orderpipeline.broker.edge;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;

/**
 * Keeps web pages away from a port on loopback. Whoever is asked for it in a browser on this machine reaches it too: a page can send
 * requests there, and after it has pointed its own name to 127.0.0.1 (DNS rebinding) it can read the answers. Such a request
 * names the page's host, or its origin.
 */
final class HostAndOrigin extends ValveBase {

    private static final String VERSION_2 = "HTTP/2.0";

    private final KnownHosts hosts;

    HostAndOrigin(KnownHosts hosts) {
        super(true);
        this.hosts = hosts;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        Refusal refusal = response.isError() || request.isAsyncDispatching() ? null : refusalOf(request);
        if (refusal == null) {
            getNext().invoke(request, response);
        } else {
            refusal.refuse(request, response);
        }
    }

    private @Nullable Refusal refusalOf(Request request) {
        String host = request.getHeader("Host");
        boolean named = host != null || request.getProtocol().equals(VERSION_2);
        // Only HTTP/1.0 gets here without a host, and no browser speaks it.
        if (named && ((host != null && host.isBlank()) || !isKnown(request))) {
            return new Refusal(421, "this port is not known as " + Echo.of(request.getServerName()));
        }
        String origin = request.getHeader("Origin");
        if (origin != null && !origin.equalsIgnoreCase(ownOrigin(request))) {
            return new Refusal(403, "requests of pages from " + Echo.of(origin) + " are not taken");
        }
        return null;
    }

    /** Also by the very address that was called, as probes and Prometheus do: no page can point a name of its own there. */
    private boolean isKnown(Request request) {
        String name = request.getServerName();
        return hosts.contains(name) || name.equals(request.getLocalAddr());
    }

    private static String ownOrigin(Request request) {
        int port = request.getServerPort();
        boolean usual = port == (request.isSecure() ? 443 : 80);
        return request.getScheme() + "://" + request.getServerName() + (usual ? "" : ":" + port);
    }
}
