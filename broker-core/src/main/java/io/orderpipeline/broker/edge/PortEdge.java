package io.orderpipeline.broker.edge;

import org.apache.catalina.Context;
import org.apache.catalina.Pipeline;

/** Installs the edge in front of every request to a server, whatever application it serves. */
public final class PortEdge {

    /** Largest body of an operator's request, in bytes. */
    public static final int LARGEST_OPERATOR_BODY = 64 * 1024;

    private PortEdge() {}

    /**
     * Adds the valves. Call it after Spring Boot's own customizers, so that these valves are innermost and report first.
     *
     * @param maxBody largest body that a request may announce, in bytes
     */
    public static void install(Context application, long maxBody) {
        RefusalValve.install(application);
        Pipeline pipeline = application.getParent().getPipeline();
        pipeline.addValve(new RequestForm());
        pipeline.addValve(new FramingValve(maxBody));
    }

    /** As {@link #install(Context, long)}, for a port that only this machine can reach: also rejects foreign web pages. */
    public static void install(Context application, long maxBody, KnownHosts hosts) {
        install(application, maxBody);
        Pipeline pipeline = application.getParent().getPipeline();
        pipeline.addValve(new HostAndOrigin(new WebPageRule(hosts)));
    }

    /** As {@link #install(Context, long, KnownHosts)}, for a management port: only this machine may change anything. */
    public static void installForOperators(Context application, KnownHosts hosts) {
        install(application, LARGEST_OPERATOR_BODY, hosts);
        application.getParent().getPipeline().addValve(new ControlsOnLoopback());
    }
}
