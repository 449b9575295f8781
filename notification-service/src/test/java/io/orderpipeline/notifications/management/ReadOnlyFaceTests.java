package io.orderpipeline.notifications.management;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.notifications.NotificationServiceApplication;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The management port on every address of this machine: what other machines can do there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadOnlyFaceTests {

    private final HttpClient http = HttpClient.newHttpClient();
    private ConfigurableApplicationContext service;

    @BeforeAll
    void start(@TempDir Path folder) {
        service = SpringApplication.run(
                NotificationServiceApplication.class,
                "--pipeline.management.address=0.0.0.0",
                "--pipeline.management.notifications-port=0",
                "--pipeline.data-dir=" + folder);
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"health", "health/liveness", "health/readiness", "info", "prometheus", "sbom"})
    void answersOtherMachinesThatRead(String endpoint) throws Exception {
        assertThat(answer("GET", addressOnTheNetwork(), endpoint)).startsWith("200 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"relay", "deadletters", "redrive", "replay", "health/../relay", "health/..;/relay", "unknown", ""
            })
    void refusesOtherMachinesEverythingElse(String endpoint) throws Exception {
        for (String method : new String[] {"GET", "POST", "DELETE"}) {
            assertThat(answer(method, addressOnTheNetwork(), endpoint))
                    .as(method)
                    .isEqualTo(
                            "403 {\"error\":\"other machines can only read health, info, prometheus and sbom here\"}");
        }
        assertThat(answer("POST", addressOnTheNetwork(), "health")).startsWith("403 ");
    }

    @Test
    void leavesTheControlsToThisMachine() throws Exception {
        assertThat(answer("GET", "127.0.0.1", "relay")).startsWith("200 {\"state\":\"RUNNING\"");
    }

    private String answer(String method, String address, String endpoint) throws Exception {
        String port = service.getEnvironment().getRequiredProperty("local.server.port");
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://" + address + ":" + port + "/actuator/" + endpoint))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }

    private static String addressOnTheNetwork() throws SocketException {
        String address = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(candidate -> candidate instanceof Inet4Address && !candidate.isLoopbackAddress())
                .map(InetAddress::getHostAddress)
                .findFirst()
                .orElse("");
        Assumptions.assumeFalse(address.isEmpty(), "this machine has no other address than loopback");
        return address;
    }
}
