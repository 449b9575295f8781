package io.orderpipeline.broker.edge;

import java.util.Map;

/** Headers of every answer: browsers neither guess its type, nor keep it, nor show it inside another page. */
final class SafetyHeaders {

    static final Map<String, String> ALL = Map.of(
            "X-Content-Type-Options", "nosniff",
            "Cache-Control", "no-store",
            "Content-Security-Policy", "frame-ancestors 'none'");

    private SafetyHeaders() {}
}
