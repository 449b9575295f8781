package io.orderpipeline.orders.placing.web;

import io.orderpipeline.orders.placing.Orders;
import java.util.stream.Stream;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;

/** The real server with the real edge on a free port, in front of a store chosen by the test. */
public final class EdgeServer implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    public EdgeServer(Orders orders, String... properties) {
        String[] arguments = Stream.concat(
                        Stream.of(
                                "--spring.config.name=order-service",
                                "--server.port=0",
                                "--management.server.port=-1",
                                "--spring.main.banner-mode=off",
                                "--spring.jmx.enabled=false"),
                        Stream.of(properties).map(property -> "--" + property))
                .toArray(String[]::new);
        context = new SpringApplicationBuilder(Application.class)
                .initializers(starting -> starting.getBeanFactory().registerSingleton("orders", orders))
                .run(arguments);
    }

    public int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /** Sends one request over its own connection. */
    public RawHttp.Answer send(String request) throws Exception {
        return RawHttp.exchange(port(), request);
    }

    @Override
    public void close() {
        context.close();
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @ComponentScan({"io.orderpipeline.orders.placing", "io.orderpipeline.orders.edge", "io.orderpipeline.orders.access"
    })
    static class Application {}
}
