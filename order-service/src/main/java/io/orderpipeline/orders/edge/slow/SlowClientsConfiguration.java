package io.orderpipeline.orders.edge.slow;

import io.orderpipeline.orders.edge.EdgeProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Installs the limits on slow clients in the embedded server. */
@Configuration(proxyBeanMethods = false)
class SlowClientsConfiguration {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> slowClients(EdgeProperties properties) {
        return factory -> {
            factory.setProtocol(EdgeProtocol.class.getName());
            factory.addConnectorCustomizers(connector ->
                    ((EdgeProtocol) connector.getProtocolHandler()).setHeaderDeadline(properties.headerDeadline()));
            factory.addContextCustomizers(
                    context -> context.getParent().getPipeline().addValve(new FairShare()));
        };
    }
}
