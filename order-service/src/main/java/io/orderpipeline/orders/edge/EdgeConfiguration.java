package io.orderpipeline.orders.edge;

import org.apache.catalina.core.StandardHost;
import org.apache.tomcat.util.net.TLSClientHelloExtractor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Puts the edge into the embedded server. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EdgeProperties.class)
class EdgeConfiguration {

    /** Before every other filter that might read a body without bounds; only who asks for tokens, and reads none, comes first. */
    @Bean
    FilterRegistrationBean<BodyFilter> bodyFilter(EdgeProperties properties) {
        FilterRegistrationBean<BodyFilter> filter = new FilterRegistrationBean<>(
                new BodyFilter((int) properties.maxBody().toBytes(), properties.bodyDeadline()));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return filter;
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> goAheads() {
        return factory -> factory.addConnectorCustomizers(
                connector -> connector.setProperty("continueResponseTiming", GoAhead.TIMING.toString()));
    }

    /** What the container says to a client that speaks HTTP where TLS is spoken. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> refusalInTheClear() {
        return factory -> TLSClientHelloExtractor.USE_TLS_RESPONSE = RawRefusal.of(400, "this port requires TLS");
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> slowClients(EdgeProperties properties) {
        return factory -> {
            factory.setProtocol(EdgeProtocol.class.getName());
            factory.addConnectorCustomizers(connector ->
                    ((EdgeProtocol) connector.getProtocolHandler()).setHeaderDeadline(properties.headerDeadline()));
        };
    }

    /** After Spring Boot's own customizers, so that this valve is the innermost and reports first. */
    @Bean
    @Order
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> refusals(EdgeProperties properties) {
        return factory -> factory.addContextCustomizers(context -> {
            StandardHost host = (StandardHost) context.getParent();
            host.setErrorReportValveClass(RefusalValve.class.getName());
            host.getPipeline().addValve(new RefusalValve());
            host.getPipeline().addValve(new FairShare());
            host.getPipeline().addValve(new FramingValve(properties.maxBody().toBytes()));
            host.getPipeline().addValve(new GoAhead());
            context.setSwallowAbortedUploads(false);
        });
    }
}
