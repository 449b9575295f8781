package io.orderpipeline.broker.edge;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells requests of foreign web pages from others. A page that is open in a browser on this machine can send requests to ports on
 * loopback, and after it has pointed its own name to 127.0.0.1 (DNS rebinding) it can read the answers. Such a request names the
 * page's host, or its origin. Thread-safe.
 */
public final class WebPageRule {

    private static final String VERSION_2 = "HTTP/2.0";
    /** At the end of a host, also behind an address in brackets. */
    private static final Pattern PORT = Pattern.compile(":[0-9]*$");

    private final KnownHosts hosts;

    public WebPageRule(KnownHosts hosts) {
        this.hosts = hosts;
    }

    /** Why the request is refused: 421 for an unknown host, 403 for a foreign origin; null when it is welcome. */
    public @Nullable Refusal refusalOf(HttpServletRequest request) {
        String host = request.getHeader("Host");
        boolean named = host != null || request.getProtocol().equals(VERSION_2);
        // Only HTTP/1.0 gets here without a host, and no browser speaks it.
        if (named && !isKnown(request.getServerName(), request)) {
            return unknown(request.getServerName());
        }
        // What the page's browser says, whatever else the page has it say: behind a proxy the server's name is of
        // X-Forwarded-Host.
        if (host != null && !isKnown(PORT.matcher(host.strip()).replaceFirst(""), request)) {
            return unknown(host);
        }
        // Each, since one in front could hide another.
        for (String origin : Collections.list(request.getHeaders("Origin"))) {
            if (!origin.equalsIgnoreCase(ownOrigin(request))) {
                return new Refusal(403, "requests of pages from " + Echo.of(origin) + " are not taken");
            }
        }
        return null;
    }

    private static Refusal unknown(String name) {
        return new Refusal(421, "this port is not known as " + Echo.of(name));
    }

    /** Also by the very address that was called, as probes and Prometheus do: no page can point a name of its own there. */
    private boolean isKnown(String name, HttpServletRequest request) {
        return hosts.contains(name) || name.equals(request.getLocalAddr());
    }

    private static String ownOrigin(HttpServletRequest request) {
        int port = request.getServerPort();
        boolean usual = port == (request.isSecure() ? 443 : 80);
        return request.getScheme() + "://" + request.getServerName() + (usual ? "" : ":" + port);
    }
}
