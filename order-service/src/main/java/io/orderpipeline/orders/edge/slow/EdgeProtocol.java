package io.orderpipeline.orders.edge.slow;

import java.time.Duration;
import org.apache.coyote.http11.Http11NioProtocol;

/**
 * Tomcat's HTTP/1.1 protocol over {@link EdgeEndpoint}.
 *
 * <p>Public only because Tomcat creates it by class name.
 */
public final class EdgeProtocol extends Http11NioProtocol {

    private final EdgeEndpoint endpoint;

    public EdgeProtocol() {
        this(new EdgeEndpoint());
    }

    private EdgeProtocol(EdgeEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    /** See {@link EdgeEndpoint#endsShareWithRequest}. */
    boolean endsShareWithRequest() {
        return endpoint.endsShareWithRequest();
    }

    void setHeaderDeadline(Duration headerDeadline) {
        endpoint.setHeaderDeadline(headerDeadline);
    }
}
