package io.orderpipeline.broker.edge;

import org.apache.catalina.Context;
import org.apache.catalina.Pipeline;

/** Puts the edge in front of every request of a server, whatever application is behind it. */
public final class PortEdge {

    private PortEdge() {}

    /** Adds the valves; to be called after Spring Boot's own customizers, so that these are the innermost and report first. */
    public static void install(Context application) {
        RefusalValve.install(application);
        application.getParent().getPipeline().addValve(new RequestForm());
    }

    /** As {@link #install}, for a port that only this machine reaches: also refuses foreign web pages. */
    public static void install(Context application, KnownHosts hosts) {
        install(application);
        Pipeline pipeline = application.getParent().getPipeline();
        pipeline.addValve(new HostAndOrigin(new WebPageRule(hosts)));
    }

    /** As {@link #install(Context, KnownHosts)}, for a management port: leaves what changes something to this machine. */
    public static void installForOperators(Context application, KnownHosts hosts) {
        install(application, hosts);
        application.getParent().getPipeline().addValve(new ControlsOnLoopback());
    }
}
