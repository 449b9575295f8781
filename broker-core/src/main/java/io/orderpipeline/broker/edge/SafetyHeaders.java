package io.orderpipeline.broker.edge;

import java.util.Map;

/** Headers of every response: browsers must not guess its type, cache it or show it in a frame. */
final class SafetyHeaders {

    static final Map<String, String> ALL = Map.of(
            "X-Content-Type-Options", "nosniff",
            "Cache-Control", "no-store",
            "Content-Security-Policy", "frame-ancestors 'none'");

    private SafetyHeaders() {}
}
