package io.orderpipeline.broker.management;

import io.orderpipeline.broker.edge.RefusalReport;
import java.util.Set;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;

/** The server that listens on the management port: a child context of the order service, all of the notification service. */
@ManagementContextConfiguration(proxyBeanMethods = false)
class ManagementPortConfiguration {

    /** After Spring Boot's own, which would answer refusals from a page of its own making. */
    @Bean
    @Order
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> refusalReport() {
        return factory -> {
            factory.setErrorPages(Set.of());
            factory.addContextCustomizers(RefusalReport::install);
        };
    }
}
