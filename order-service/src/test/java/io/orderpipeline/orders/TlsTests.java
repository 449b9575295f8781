package io.orderpipeline.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orderpipeline.orders.placing.web.RawHttp;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The order service with only Spring's SSL properties added. The test that replaces the certificate runs last. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TlsTests {

    private static final Duration RELOAD_TIMEOUT = Duration.ofSeconds(60);
    private static final String HOST = " HTTP/1.1\r\nHost: localhost\r\n";

    private ConfigurableApplicationContext service;
    private SelfMadeCertificate first;
    private Path folder;
    private Path pem;

    @BeforeAll
    void start(@TempDir Path fresh) throws Exception {
        folder = fresh;
        first = SelfMadeCertificate.make(folder, "first");
        pem = folder.resolve("orders.pem");
        first.replace(pem);
        service = SpringApplication.run(
                OrderServiceApplication.class,
                "--server.port=0",
                "--pipeline.management.orders-port=0",
                "--pipeline.data-dir=" + folder.resolve("data"),
                "--server.ssl.bundle=orders",
                "--spring.ssl.bundle.pem.orders.keystore.certificate=file:" + pem,
                "--spring.ssl.bundle.pem.orders.keystore.private-key=file:" + pem,
                "--spring.ssl.bundle.pem.orders.reload-on-update=true",
                "--spring.ssl.bundle.watch.file.quiet-period=200ms");
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @Test
    @Order(1)
    @ExtendWith(OutputCaptureExtension.class)
    void refusesACertificateThatNoClientCanConnectWith(@TempDir Path other, CapturedOutput output) throws Exception {
        Path otherPem = other.resolve("other.pem");
        SelfMadeCertificate.make(other, "other").replace(otherPem);
        Path noPem = Files.writeString(other.resolve("no.pem"), "no PEM");

        for (Path key : List.of(otherPem, noPem, other.resolve("none.pem"))) {
            assertThatThrownBy(() -> SpringApplication.run(
                            OrderServiceApplication.class,
                            "--server.port=0",
                            "--pipeline.management.orders-port=0",
                            "--pipeline.data-dir=" + other.resolve("data"),
                            "--server.ssl.bundle=orders",
                            "--spring.ssl.bundle.pem.orders.keystore.certificate=file:" + pem,
                            "--spring.ssl.bundle.pem.orders.keystore.private-key=file:" + key))
                    .as("%s", key)
                    .isInstanceOf(RuntimeException.class);
        }

        assertThat(output.getAll().lines().filter(line -> line.contains("start refused: ")))
                .hasSize(3)
                .allMatch(line -> line.contains("start refused: server.ssl.bundle=orders -> its certificate: "))
                .first()
                .asString()
                .endsWith("give the private key that the certificate was made for");
    }

    @Test
    @Order(1)
    void placesAndReadsOrders() throws Exception {
        try (RawHttp http = new RawHttp(first.connect(port()))) {
            http.write(RawHttp.post("{\"itemId\":[\"a\"],\"orderId\":\"1\"}"));
            assertThat(http.answer().body()).isEqualTo("{\"orderId\":\"1\"}");
            http.write("GET /orders/1" + HOST + "\r\n");
            assertThat(http.answer().body()).startsWith("{\"orderId\":\"1\",\"itemId\":[\"a\"]");
        }
    }

    @Test
    @Order(1)
    void refusesInJson() throws Exception {
        String post = "POST /orders" + HOST + "Content-Type: application/json\r\n";
        assertThat(exchange("GET /nowhere" + HOST + "\r\n").body()).isEqualTo("{\"error\":\"unknown path\"}");
        assertThat(exchange("TRACE /orders" + HOST + "\r\n").status()).isEqualTo(405);
        for (String malformed : List.of(
                "nonsense\r\n\r\n",
                "GET /orders/a%2Fb" + HOST + "\r\n",
                post + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
                post + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n")) {
            RawHttp.Answer answer = exchange(malformed);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).isEqualTo("{\"error\":\"bad request\"}");
            assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
            assertThat(answer.headers()).doesNotContainKey("server");
        }
        assertThat(exchange(post + "Content-Length: 300000\r\n\r\n").body())
                .isEqualTo("{\"error\":\"the request body is too large\"}");
    }

    @Test
    @Order(1)
    void takesABodyThatComesInPieces() throws Exception {
        byte[] request = RawHttp.post("{\"itemId\":[\"pieces\"],\"orderId\":\"in pieces\"}");
        try (RawHttp http = new RawHttp(first.connect(port()))) {
            for (byte one : request) {
                http.write(new byte[] {one});
            }
            assertThat(http.answer().body()).isEqualTo("{\"orderId\":\"in pieces\"}");
        }
    }

    @Test
    @Order(1)
    void doesNotAnswerInTheClear() throws Exception {
        RawHttp.Answer answer = RawHttp.exchange(port(), "GET /orders" + HOST + "\r\n");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"error\":\"this port requires TLS\"}");
        assertThat(answer.header("content-type")).isEqualTo("application/json");
    }

    @Test
    @Order(1)
    void leavesTheManagementPortAsItIs() throws Exception {
        String port = service.getEnvironment().getRequiredProperty("local.management.port");
        HttpResponse<String> health = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/health"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(health.statusCode()).isEqualTo(200);
    }

    @Test
    @Order(2)
    void showsANewCertificateWithoutARestart() throws Exception {
        SelfMadeCertificate second = SelfMadeCertificate.make(folder, "second");
        try (RawHttp before = new RawHttp(first.connect(port()))) {
            assertThatThrownBy(() -> second.connect(port())).isInstanceOf(SSLHandshakeException.class);

            second.replace(pem);
            await().atMost(RELOAD_TIMEOUT).until(() -> isShown(second));

            assertThatThrownBy(() -> first.connect(port())).isInstanceOf(SSLHandshakeException.class);
            try (RawHttp after = new RawHttp(second.connect(port()))) {
                for (RawHttp http : List.of(before, after)) {
                    http.write("GET /orders" + HOST + "\r\n");
                    assertThat(http.answer().status()).isEqualTo(200);
                }
            }
        }
    }

    private boolean isShown(SelfMadeCertificate certificate) throws Exception {
        try {
            certificate.connect(port()).close();
            return true;
        } catch (SSLHandshakeException anotherOne) {
            return false;
        }
    }

    private RawHttp.Answer exchange(String request) throws Exception {
        try (RawHttp http = new RawHttp(first.connect(port()))) {
            http.write(request);
            return http.answer();
        }
    }

    private int port() {
        return service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }
}
