package io.orderpipeline.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.orders.placing.web.RawHttp;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** What stops the order service from starting, with one line for each cause, and what its public port never shows. */
@ExtendWith(OutputCaptureExtension.class)
class ServiceStartTests {

    @TempDir
    private Path folder;

    private Path ordersFolder;
    private Path orders;

    @BeforeEach
    void nameTheFile() {
        ordersFolder = folder.resolve("orders");
        orders = ordersFolder.resolve("orders.json");
    }

    @Test
    void refusesAPortInUse(CapturedOutput output) throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"))) {
            assertThatThrownBy(() -> start(other.getLocalPort(), 0)).isNotNull();

            assertRefusedInOneLine(output, "Port " + other.getLocalPort() + " was already in use.");
        }
    }

    @Test
    void refusesADamagedFile(CapturedOutput output) throws IOException {
        try (ConfigurableApplicationContext service = start()) {
            for (String item : List.of("a", "b", "c")) {
                RawHttp.exchange(port(service), RawHttp.post("{\"itemId\":[\"" + item + "\"]}"));
            }
        }
        int inTheSecond = Files.readString(orders).indexOf("\"b\"") + 1;
        try (RandomAccessFile file = new RandomAccessFile(orders.toFile(), "rw")) {
            file.seek(inTheSecond);
            file.write('x');
        }

        assertThatThrownBy(this::start).isNotNull();

        assertRefusedInOneLine(
                output, orders + " is damaged at byte ", "where seq 2 should be: expected crc ", "repair");
    }

    @Test
    void refusesAFileInPlaceOfItsFolder(CapturedOutput output) throws IOException {
        Files.createFile(ordersFolder);

        assertThatThrownBy(this::start).isNotNull();

        assertRefusedInOneLine(output, ordersFolder.toString());
    }

    @Test
    void refusesAForeignFile(CapturedOutput output) throws IOException {
        Files.createDirectories(ordersFolder);
        Files.writeString(orders, "{\"orders\":[]}\n");

        assertThatThrownBy(this::start).isNotNull();

        assertRefusedInOneLine(output, orders.toString());
        assertThat(orders).hasContent("{\"orders\":[]}\n");
    }

    @Test
    void refusesManagementOnThePublicPort(CapturedOutput output) {
        assertThatThrownBy(() -> start(18080, 18080)).isNotNull();

        assertRefusedInOneLine(output, "pipeline.management.orders-port=18080 -> use a port other than server.port");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--server.ssl.bundle=a --spring.ssl.bundle.pem.a.keystore.certificate=file:none.pem | none.pem",
                "--server.ssl.bundle=none             | SSL bundle name 'none' cannot be found",
                "--management.server.address=none.invalid | management.server.address=none.invalid -> use an address"
                        + " of this machine such as 127.0.0.1",
                "--management.server.address=192.0.2.1 | -> check server.address and management.server.address",
                "--pipeline.management.address=192.0.2.1 | or pipeline.management.address",
                "--pipeline.management.address=none.invalid | address=none.invalid -> use an address of this machine",
                "--management.server.port=99999       | management.server.port=99999 -> use a port from 1 to 65535",
                "--pipeline.outbox.segment-size=-1B   | pipeline.outbox.segment-size=-1B -> use 0 for never, or a size",
                "--pipeline.commit.queue=0            | pipeline.commit.queue=0 -> use a number from 1 to 100000"
            })
    void refusesWhatItCannotUse(String argument, String line, CapturedOutput output) {
        assertThatThrownBy(() -> start(0, 0, argument.split(" "))).isNotNull();

        assertRefusedInOneLine(output, line);
    }

    @Test
    void showsNoManagementPathOnThePublicPort() throws IOException {
        List<String> paths =
                List.of("", "/health", "/health/readiness", "/prometheus", "/env", "/relay", "/replay", "/deadletters");
        try (ConfigurableApplicationContext service = start()) {
            for (String path : paths) {
                for (String method : List.of("GET", "POST")) {
                    RawHttp.Answer answer = RawHttp.exchange(
                            port(service),
                            method + " /actuator" + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");

                    assertThat(answer.status()).as(method + path).isEqualTo(404);
                }
            }
        }
    }

    private ConfigurableApplicationContext start() {
        return start(0, 0);
    }

    private ConfigurableApplicationContext start(int port, int managementPort, String... further) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=" + port,
                "--pipeline.management.orders-port=" + managementPort,
                "--pipeline.data-dir=" + folder));
        arguments.addAll(List.of(further));
        return SpringApplication.run(OrderServiceApplication.class, arguments.toArray(String[]::new));
    }

    private static int port(ConfigurableApplicationContext service) {
        return service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    private static void assertRefusedInOneLine(CapturedOutput output, String... parts) {
        assertThat(output.getAll().lines().filter(line -> line.contains("ERROR")))
                .singleElement()
                .asString()
                .contains("start refused: ")
                .contains(parts);
        assertThat(output).doesNotContain("\tat ");
    }
}
