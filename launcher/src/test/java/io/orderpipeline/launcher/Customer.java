package io.orderpipeline.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.springframework.context.ApplicationContext;

/** Posts orders to a running order service. Thread-safe. */
final class Customer {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI orders;

    private Customer(URI orders) {
        this.orders = orders;
    }

    static Customer of(ApplicationContext orderService) {
        String port = orderService.getEnvironment().getRequiredProperty("local.server.port");
        return new Customer(URI.create("http://localhost:" + port + "/orders"));
    }

    /** Posts the order and returns {@code <status> <body>}. */
    String posts(String json) {
        HttpRequest request = HttpRequest.newBuilder(orders)
                .header("Content-Type", "application/json")
                .timeout(TIMEOUT)
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() + " " + response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while ordering", e);
        }
    }
}
