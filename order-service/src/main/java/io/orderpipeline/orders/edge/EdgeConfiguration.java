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
import org.springframework.boot.web.servlet.FilterRegistration;
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
    @FilterRegistration(order = Ordered.HIGHEST_PRECEDENCE + 4)
    BodyFilter bodyFilter(EdgeProperties properties) {
        return new BodyFilter((int) properties.maxBody().toBytes(), properties.bodyDeadline());
    }

    @Bean
    @FilterRegistration(
            order = Ordered.HIGHEST_PRECEDENCE + 1,
            dispatcherTypes = {DispatcherType.REQUEST, DispatcherType.ASYNC})
    LiteralPaths literalPaths() {
        return new LiteralPaths();
    }

    @Bean
    @FilterRegistration(order = Ordered.HIGHEST_PRECEDENCE + 2)
    MethodFilter methods(AllowedMethods allowed) {
        return new MethodFilter(allowed);
    }

    @Bean
    @FilterRegistration(order = Ordered.HIGHEST_PRECEDENCE + 3)
    MediaFilter media() {
        return new MediaFilter();
    }

    /** After the method filter, so that a method the path does not support is reported first. */
    @Bean
    @FilterRegistration(order = Ordered.HIGHEST_PRECEDENCE + 3)
    AcceptFilter accepts() {
        return new AcceptFilter();
    }

    /** Replaces Spring Boot's: nothing needs the request before Spring's dispatcher, which makes it known itself. */
    @Bean
    @FilterRegistration(enabled = false)
    RequestContextFilter noRequestContext() {
        return new RequestContextFilter();
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
