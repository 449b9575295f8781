package io.orderpipeline.launcher.live;

import io.orderpipeline.broker.edge.KnownHosts;
import io.orderpipeline.broker.edge.WebPageRule;
import io.orderpipeline.broker.relay.OutboxRelay;
import io.orderpipeline.broker.startup.Adapters;
import io.orderpipeline.broker.startup.PipelineProperties;
import io.orderpipeline.orders.placing.Orders;
import jakarta.servlet.DispatcherType;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.servlet.FilterRegistration;
import org.springframework.boot.web.servlet.ServletRegistration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/**
 * Adds the page to the server of the orders API, except in the profile {@code secure}: there every request needs a token, and a browser
 * sends none.
 */
@Configuration(proxyBeanMethods = false)
@Profile("!secure")
class LiveConfiguration {

    @Bean
    PageKey pageKey() {
        return new PageKey();
    }

    @Bean
    LinkLine linkLine(Environment environment, ServerProperties server, PageKey key) {
        return new LinkLine(environment, server, key);
    }

    @Bean
    Streams streams(
            Orders orders,
            ObjectProvider<OutboxRelay> ownRelay,
            NotificationSide notifications,
            Watched watched,
            Adapters adapters,
            PipelineProperties properties) {
        Overview overview = new Overview(
                adapters.mode(properties),
                orders,
                relay(ownRelay, notifications),
                notifications,
                watched,
                InstantSource.system(),
                System::nanoTime);
        return new Streams(overview, InstantSource.system());
    }

    @Bean
    @ServletRegistration(urlMappings = {"", "/live/*"})
    PageFiles pageFiles() {
        return new PageFiles();
    }

    @Bean
    @ServletRegistration(urlMappings = "/live/stream")
    StreamServlet pageStream(Streams streams) {
        return new StreamServlet(streams);
    }

    @Bean
    @ServletRegistration(urlMappings = {ControlServlet.KEY_PATH, ControlServlet.CONTROL_PATH})
    ControlServlet pageControls(
            PageKey key, ObjectProvider<OutboxRelay> ownRelay, NotificationSide notifications, Watched watched) {
        Controls controls =
                new Controls(watched.faults(), relay(ownRelay, notifications), notifications.office(), new Kill());
        return new ControlServlet(key, controls);
    }

    @Bean
    @FilterRegistration(urlPatterns = {"/", "/live/*"})
    PageGuard pageGuard(KnownHosts hosts) {
        return new PageGuard(new WebPageRule(hosts));
    }

    /** After the filter that receives bodies. */
    @Bean
    @FilterRegistration(
            urlPatterns = "/orders",
            dispatcherTypes = {DispatcherType.REQUEST, DispatcherType.ASYNC},
            order = Ordered.HIGHEST_PRECEDENCE + 5)
    RefusalWatch refusalWatch(Watched watched) {
        return new RefusalWatch(watched.trail(), watched.refused(), InstantSource.system());
    }

    /** The relay runs in one of the services; which one depends on the bus. */
    private static OutboxRelay relay(ObjectProvider<OutboxRelay> own, NotificationSide notifications) {
        OutboxRelay relay = own.getIfAvailable();
        return relay == null ? notifications.relay().getObject() : relay;
    }
}
