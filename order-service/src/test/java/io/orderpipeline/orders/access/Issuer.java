package io.orderpipeline.orders.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;

/** An issuer on loopback that publishes the location of its keys as OpenID Connect Discovery requires. */
final class Issuer implements AutoCloseable {

    private final HttpServer server;
    private final Tokens tokens = new Tokens();

    Issuer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        serve("/.well-known/openid-configuration", String.format(Locale.ROOT, """
                {"issuer":"%1$s","jwks_uri":"%1$s/keys"}""", uri()));
        serve("/keys", tokens.publicKeys());
        server.start();
    }

    String uri() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** A token that the orders API accepts. */
    String token() {
        return tokens.issuedBy(uri());
    }

    /** A token signed by this issuer that claims to come from another. */
    String tokenInTheNameOf(String other) {
        return tokens.issuedBy(other);
    }

    private void serve(String path, String json) {
        server.createContext(path, exchange -> {
            try (exchange) {
                byte[] body = json.getBytes(UTF_8);
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
