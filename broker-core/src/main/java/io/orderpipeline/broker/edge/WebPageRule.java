package io.orderpipeline.broker.edge;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Detects requests from foreign web pages. A page open in a browser on this machine can send requests to ports on loopback, and if it
 * points its own name to 127.0.0.1 (DNS rebinding) it can also read the responses. Such a request names the page's host or its
 * origin. Thread-safe.
 */
public final class WebPageRule {

    private static final String VERSION_2 = "HTTP/2.0";
    /** At the end of a host name or of an address in brackets. */
    private static final Pattern PORT = Pattern.compile(":[0-9]*$");

    private final KnownHosts hosts;

    public WebPageRule(KnownHosts hosts) {
        this.hosts = hosts;
    }

    /** Why the request is rejected: 421 for an unknown host, 403 for a foreign origin; null when it is allowed. */
    public @Nullable Refusal refusalOf(HttpServletRequest request) {
        String host = request.getHeader("Host");
        boolean named = host != null || request.getProtocol().equals(VERSION_2);
        // Only HTTP/1.0 requests can lack a host, and no browser sends those.
        if (named && !isKnown(request.getServerName(), request)) {
            return unknown(request.getServerName());
        }
        // The Host header is set by the browser, not by the page; behind a proxy the server name comes from
        // X-Forwarded-Host instead, which a page can set.
        if (host != null && !isKnown(PORT.matcher(host.strip()).replaceFirst(""), request)) {
            return unknown(host);
        }
        // All of them, since the first could hide another.
        for (String origin : Collections.list(request.getHeaders("Origin"))) {
            if (!origin.equalsIgnoreCase(ownOrigin(request))) {
                return new Refusal(403, "requests from web pages of " + Echo.of(origin) + " are rejected");
            }
        }
        return null;
    }

    private static Refusal unknown(String name) {
        return new Refusal(421, "this port is not known as " + Echo.of(name));
    }

    /** Also accepts the local address itself, which probes and Prometheus use: a page's origin has a name, never this address. */
    private boolean isKnown(String name, HttpServletRequest request) {
        return hosts.contains(name) || name.equals(request.getLocalAddr());
    }

    private static String ownOrigin(HttpServletRequest request) {
        int port = request.getServerPort();
        boolean usual = port == (request.isSecure() ? 443 : 80);
        return request.getScheme() + "://" + request.getServerName() + (usual ? "" : ":" + port);
    }
}
