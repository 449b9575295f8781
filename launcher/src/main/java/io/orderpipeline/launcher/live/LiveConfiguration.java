package io.orderpipeline.launcher.live;

import io.orderpipeline.broker.edge.KnownHosts;
import io.orderpipeline.broker.edge.WebPageRule;
import io.orderpipeline.broker.relay.OutboxRelay;
import io.orderpipeline.broker.startup.Adapters;
import io.orderpipeline.broker.startup.PipelineProperties;
import io.orderpipeline.orders.placing.Orders;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
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
    ServletRegistrationBean<HttpServlet> pageFiles() {
        return new ServletRegistrationBean<>(new PageFiles(), PageFiles.mappings());
    }

    @Bean
    ServletRegistrationBean<HttpServlet> pageStream(Streams streams) {
        return new ServletRegistrationBean<>(new StreamServlet(streams), "/live/stream");
    }

    @Bean
    ServletRegistrationBean<HttpServlet> pageControls(
            PageKey key, ObjectProvider<OutboxRelay> ownRelay, NotificationSide notifications, Watched watched) {
        Controls controls =
                new Controls(watched.faults(), relay(ownRelay, notifications), notifications.office(), new Kill());
        return new ServletRegistrationBean<>(
                new ControlServlet(key, controls), ControlServlet.KEY_PATH, ControlServlet.CONTROL_PATH);
    }

    @Bean
    FilterRegistrationBean<PageGuard> pageGuard(
            KnownHosts hosts,
            ServletRegistrationBean<HttpServlet> pageFiles,
            ServletRegistrationBean<HttpServlet> pageStream,
            ServletRegistrationBean<HttpServlet> pageControls) {
        return new FilterRegistrationBean<>(new PageGuard(new WebPageRule(hosts)), pageFiles, pageStream, pageControls);
    }

    @Bean
    FilterRegistrationBean<RefusalWatch> refusalWatch(Watched watched) {
        FilterRegistrationBean<RefusalWatch> filter = new FilterRegistrationBean<>(
                new RefusalWatch(watched.trail(), watched.refused(), InstantSource.system()));
        filter.addUrlPatterns("/orders");
        filter.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
        // After the filter that receives bodies.
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 5);
        return filter;
    }

    /** The relay runs in one of the services; which one depends on the bus. */
    private static OutboxRelay relay(ObjectProvider<OutboxRelay> own, NotificationSide notifications) {
        OutboxRelay relay = own.getIfAvailable();
        return relay == null ? notifications.relay().getObject() : relay;
    }
}
