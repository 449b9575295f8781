package io.orderpipeline.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.notifications.NotificationServiceApplication;
import io.orderpipeline.orders.access.Tokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The notification service with Spring Security on the classpath, which is there only for the orders API. */
@ExtendWith(OutputCaptureExtension.class)
class SecuredPipelineTests {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"default", "secure"})
    void theNotificationServiceNeedsNoToken(String profile, CapturedOutput output) throws Exception {
        try (ConfigurableApplicationContext notifications = SpringApplication.run(
                NotificationServiceApplication.class,
                arguments("--spring.profiles.active=" + profile, "--server.ssl.bundle=of-the-orders-api"))) {
            assertThat(get(notifications, "/actuator/health").statusCode()).isEqualTo(200);
            assertThat(get(notifications, "/login").statusCode()).isEqualTo(404);
        }

        assertThat(output).doesNotContainIgnoringCase("password");
    }

    @Test
    void bothServicesRunWithTheProfileSecure() throws Exception {
        Tokens tokens = new Tokens();
        try (Pipeline pipeline = Pipeline.start(arguments(
                "--spring.profiles.active=secure",
                "--spring.security.oauth2.resourceserver.jwt.public-key-location=file:"
                        + tokens.publicKeyIn(folder)))) {
            HttpRequest.Builder order = HttpRequest.newBuilder(uri(pipeline.orders(), "/orders"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"itemId\":[\"a\"],\"orderId\":\"1\"}"));
            assertThat(send(order.build()).statusCode()).isEqualTo(401);
            order.header("Authorization", "Bearer " + tokens.with("orders:write"));
            assertThat(send(order.build()).statusCode()).isEqualTo(202);
            DataFolder data = new DataFolder(folder);
            data.awaitDrained(pipeline.notifications());
            assertThat(data.path().resolve("notifications/processed_notifications.json"))
                    .content()
                    .contains("1::a");
        }
    }

    private String[] arguments(String... more) {
        return Stream.concat(Stream.of(new DataFolder(folder).arguments()), Stream.of(more))
                .toArray(String[]::new);
    }

    private static HttpResponse<String> get(ConfigurableApplicationContext service, String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(service, path)).build());
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static URI uri(ConfigurableApplicationContext service, String path) {
        return URI.create(
                "http://127.0.0.1:" + service.getEnvironment().getRequiredProperty("local.server.port") + path);
    }
}
