package io.orderpipeline.orders.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.orders.OrderServiceApplication;
import io.orderpipeline.orders.placing.web.RawHttp;
import io.orderpipeline.orders.placing.web.Requests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The order service, started with and without the profile secure. */
@ExtendWith(OutputCaptureExtension.class)
class SecuredServiceTests {

    private static final String JWT = "--spring.security.oauth2.resourceserver.jwt.";

    @TempDir
    private Path folder;

    @Test
    void isOpenToEveryoneByDefaultAndSaysSoOnce(CapturedOutput output) throws Exception {
        try (ConfigurableApplicationContext service = run()) {
            assertThat(get(service, "local.server.port", "/orders").status()).isEqualTo(200);
            assertThat(get(service, "local.management.port", "/actuator/health").status())
                    .isEqualTo(200);
            assertThat(service.containsBean("springSecurityFilterChain")).isFalse();
        }

        assertThat(output.getOut().lines().filter(line -> line.contains("orders.open_to_everyone")))
                .singleElement()
                .asString()
                .contains(" WARN  orders.open_to_everyone address=any ");
        assertThat(output).doesNotContainIgnoringCase("password");
    }

    @Test
    void warnsOfNothingWhenOnlyThisMachineReachesIt(CapturedOutput output) {
        run("--server.address=127.0.0.1").close();

        assertThat(output).contains(" INFO  orders.open_to_everyone address=127.0.0.1 ");
    }

    @Test
    void asksForTokensInTheProfileSecureButNotOperators(CapturedOutput output) throws Exception {
        try (ConfigurableApplicationContext service = run(
                "--spring.profiles.active=secure",
                JWT + "public-key-location=file:" + new Tokens().publicKeyIn(folder))) {
            assertThat(get(service, "local.server.port", "/orders").status()).isEqualTo(401);
            assertThat(get(service, "local.management.port", "/actuator/health").status())
                    .isEqualTo(200);
        }

        assertThat(output).doesNotContain("orders.open_to_everyone").doesNotContainIgnoringCase("password");
    }

    @Test
    void acceptsTokensOfTheConfiguredIssuerOnly() throws Exception {
        try (Issuer issuer = new Issuer();
                ConfigurableApplicationContext service =
                        run("--spring.profiles.active=secure", JWT + "issuer-uri=" + issuer.uri())) {
            assertThat(getOrders(service, issuer.token())).isEqualTo(200);
            assertThat(getOrders(service, issuer.tokenInTheNameOf("http://127.0.0.1:1")))
                    .isEqualTo(401);
            assertThat(getOrders(service, new Tokens().issuedBy(issuer.uri()))).isEqualTo(401);
            assertThat(getOrders(service, new Tokens().with("orders:read"))).isEqualTo(401);
        }
    }

    @Test
    void tellsTheOperatorOnRequestWhyATokenIsRefusedButNeverTheToken(CapturedOutput output) throws Exception {
        Tokens tokens = new Tokens();
        String expired = tokens.expired();
        try (ConfigurableApplicationContext service = run(
                "--spring.profiles.active=secure",
                "--logging.level.io.orderpipeline.orders.access=debug",
                JWT + "public-key-location=file:" + tokens.publicKeyIn(folder))) {
            assertThat(getOrders(service, expired)).isEqualTo(401);
            assertThat(getOrders(service, "nonsense.of a.stranger")).isEqualTo(401);
        }

        assertThat(output.getOut().lines().filter(line -> line.contains("DEBUG token.refused ")))
                .hasSize(2)
                .first()
                .asString()
                .contains("reason=\"Jwt expired at ");
        assertThat(output).doesNotContain(expired.split("[.]", -1)).doesNotContain("stranger");
    }

    @Test
    void blamesNoClientWhenTheIssuerIsAway(CapturedOutput output) throws Exception {
        try (ConfigurableApplicationContext service =
                run("--spring.profiles.active=secure", JWT + "issuer-uri=http://127.0.0.1:1")) {
            RawHttp.Answer answer = RawHttp.exchange(
                    port(service, "local.server.port"),
                    Requests.get("/orders", Requests.bearer(new Tokens().with("orders:read"))));

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body()).isEqualTo("{\"error\":\"service unavailable\"}");
            assertThat(answer.header("retry-after")).isEqualTo("10");
        }

        assertThat(output).contains("token_keys.unavailable").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @CsvSource({
        "issuer-uri=, public-key-location=",
        "public-key-location=file:nowhere.pem, public-key-location=file:nowhere.pem",
        "public-key-location=file:{folder}/nonsense.pem, nonsense.pem -> give the location of an RSA public key",
        "audiences=, audiences=",
        "jwk-set-uri=nonsense, jwt.jwk-set-uri=nonsense -> give a URL",
        "jwk-set-uri=file:keys.json, jwt.jwk-set-uri=file:keys.json -> give a URL",
        "issuer-uri=https:///realm, jwt.issuer-uri=https:// -> give a URL"
    })
    void startsOnlyWhenItCanVerifyTokens(String argument, String named, CapturedOutput output) throws Exception {
        Files.writeString(folder.resolve("nonsense.pem"), "nonsense");
        String given = argument.replace("{folder}", folder.toString());
        String key = given.startsWith("audiences")
                ? JWT + "public-key-location=file:" + new Tokens().publicKeyIn(folder)
                : "";

        assertThatThrownBy(() -> run("--spring.profiles.active=secure", JWT + given, key))
                .isNotNull();

        assertThat(output.getOut().lines().filter(line -> line.contains("start refused: ")))
                .singleElement()
                .asString()
                .contains(named);
        assertThat(output).doesNotContain("\tat ");
    }

    private ConfigurableApplicationContext run(String... arguments) {
        return SpringApplication.run(
                OrderServiceApplication.class,
                Stream.concat(
                                Stream.of(
                                        "--server.port=0",
                                        "--pipeline.management.orders-port=0",
                                        "--pipeline.data-dir=" + folder.resolve("data")),
                                Stream.of(arguments))
                        .toArray(String[]::new));
    }

    private static int getOrders(ConfigurableApplicationContext service, String token) throws IOException {
        return RawHttp.exchange(port(service, "local.server.port"), Requests.get("/orders", Requests.bearer(token)))
                .status();
    }

    private static RawHttp.Answer get(ConfigurableApplicationContext service, String port, String path)
            throws IOException {
        return RawHttp.exchange(port(service, port), Requests.get(path));
    }

    private static int port(ConfigurableApplicationContext service, String property) {
        return service.getEnvironment().getRequiredProperty(property, Integer.class);
    }
}
