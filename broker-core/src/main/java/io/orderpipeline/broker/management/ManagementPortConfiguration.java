package io.orderpipeline.broker.management;

import io.orderpipeline.broker.edge.KnownHosts;
import io.orderpipeline.broker.edge.MediaFilter;
import io.orderpipeline.broker.edge.PortEdge;
import java.util.Set;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;

/** The server on the management port: a child context in the order service, the only server of the notification service. */
@ManagementContextConfiguration(proxyBeanMethods = false)
@EnableConfigurationProperties(KnownHosts.class)
class ManagementPortConfiguration {

    /** Runs after Spring Boot's own customizer, which would otherwise render errors as its own page. */
    @Bean
    @Order
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> portEdge(KnownHosts hosts) {
        return factory -> {
            factory.setErrorPages(Set.of());
            factory.addContextCustomizers(context -> PortEdge.installForOperators(context, hosts));
        };
    }

    @Bean
    MediaFilter operatorMedia() {
        return new MediaFilter();
    }

    @Bean
    OperatorBody operatorBody() {
        return new OperatorBody();
    }

    @Bean
    UnreadableInput unreadableInput() {
        return new UnreadableInput();
    }
}
