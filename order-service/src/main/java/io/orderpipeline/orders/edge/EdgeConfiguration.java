package io.orderpipeline.orders.edge;

import io.orderpipeline.broker.edge.KnownHosts;
import io.orderpipeline.broker.edge.MediaFilter;
import io.orderpipeline.broker.edge.PortEdge;
import io.orderpipeline.broker.edge.Refusal;
import jakarta.servlet.DispatcherType;
import java.net.InetAddress;
import org.apache.catalina.Pipeline;
import org.apache.tomcat.util.net.TLSClientHelloExtractor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.filter.RequestContextFilter;

/** Installs the edge in the embedded server. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({EdgeProperties.class, KnownHosts.class})
class EdgeConfiguration {

    /** Before every filter that might read an unbounded body. Only the token check, which reads no body, comes earlier. */
    @Bean
    FilterRegistrationBean<BodyFilter> bodyFilter(EdgeProperties properties) {
        FilterRegistrationBean<BodyFilter> filter = new FilterRegistrationBean<>(
                new BodyFilter((int) properties.maxBody().toBytes(), properties.bodyDeadline()));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 4);
        return filter;
    }

    @Bean
    FilterRegistrationBean<LiteralPaths> literalPaths() {
        FilterRegistrationBean<LiteralPaths> filter = new FilterRegistrationBean<>(new LiteralPaths());
        filter.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return filter;
    }

    @Bean
    FilterRegistrationBean<MethodFilter> methods(AllowedMethods allowed) {
        FilterRegistrationBean<MethodFilter> filter = new FilterRegistrationBean<>(new MethodFilter(allowed));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
        return filter;
    }

    @Bean
    FilterRegistrationBean<MediaFilter> media() {
        FilterRegistrationBean<MediaFilter> filter = new FilterRegistrationBean<>(new MediaFilter());
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 3);
        return filter;
    }

    /** After the method filter, so that a method the path does not support is reported first. */
    @Bean
    FilterRegistrationBean<AcceptFilter> accepts() {
        FilterRegistrationBean<AcceptFilter> filter = new FilterRegistrationBean<>(new AcceptFilter());
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 3);
        return filter;
    }

    /** Replaces Spring Boot's: nothing needs the request before Spring's dispatcher, which makes it known itself. */
    @Bean
    FilterRegistrationBean<RequestContextFilter> noRequestContext() {
        FilterRegistrationBean<RequestContextFilter> filter = new FilterRegistrationBean<>(new RequestContextFilter());
        filter.setEnabled(false);
        return filter;
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> continueTiming() {
        return factory -> factory.addConnectorCustomizers(
                connector -> connector.setProperty("continueResponseTiming", ContinueValve.TIMING.toString()));
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> tlsCheck(
            ServerProperties server, ObjectProvider<SslBundles> bundles) {
        return factory -> TlsCheck.require(server.getSsl(), bundles.getIfAvailable());
    }

    /** The container's answer to a client that speaks plain HTTP on a TLS port. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> refusalInTheClear() {
        return factory -> TLSClientHelloExtractor.USE_TLS_RESPONSE = new Refusal(400, "this port requires TLS").raw();
    }

    /** After Spring Boot's own customizers, so that this valve is the innermost and reports first. */
    @Bean
    @Order
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> refusals(
            EdgeProperties properties, ServerProperties server, KnownHosts hosts, AllowedMethods allowed) {
        return factory -> factory.addContextCustomizers(context -> {
            if (isLoopback(server)) {
                PortEdge.install(context, properties.maxBody().toBytes(), hosts);
            } else {
                PortEdge.install(context, properties.maxBody().toBytes());
            }
            Pipeline pipeline = context.getParent().getPipeline();
            pipeline.addValve(new ContinueValve());
            pipeline.addValve(new TraceValve(allowed));
            context.setSwallowAbortedUploads(false);
        });
    }

    /** At the end of the start, when everything it opens is open. */
    @Bean
    ApplicationListener<ApplicationReadyEvent> descriptorCheck(
            @Value("${server.tomcat.max-connections}") int maxConnections) {
        return ready -> DescriptorLimit.ofThisProcess().warnOf(maxConnections);
    }

    /** On loopback, only a browser on this machine can bring in requests from other sites. */
    private static boolean isLoopback(ServerProperties server) {
        InetAddress address = server.getAddress();
        return address != null && address.isLoopbackAddress();
    }
}
