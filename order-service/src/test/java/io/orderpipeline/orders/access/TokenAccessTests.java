package io.orderpipeline.orders.access;

import static io.orderpipeline.orders.placing.web.Requests.HOST;
import static io.orderpipeline.orders.placing.web.Requests.JSON;
import static io.orderpipeline.orders.placing.web.Requests.bearer;
import static io.orderpipeline.orders.placing.web.Requests.get;
import static io.orderpipeline.orders.placing.web.Requests.post;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.orders.placing.InMemoryOrders;
import io.orderpipeline.orders.placing.web.EdgeServer;
import io.orderpipeline.orders.placing.web.RawHttp;
import io.orderpipeline.orders.placing.web.RefusalTests;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The orders API in the profile secure, with two threads, so that a thread blocked by an unauthenticated body would be noticed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenAccessTests {

    private static final String REQUIRED = "{\"error\":\"a valid bearer token is required\"}";

    private final Tokens tokens = new Tokens();
    private EdgeServer server;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        server = new EdgeServer(
                new InMemoryOrders(),
                "spring.profiles.active=secure",
                "spring.security.oauth2.resourceserver.jwt.public-key-location=file:" + tokens.publicKeyIn(folder),
                "pipeline.http.body-deadline=5s",
                "server.tomcat.threads.max=2",
                "server.tomcat.threads.min-spare=2");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void placesAnOrderOfABearerWhoMayWrite() throws Exception {
        assertThat(server.send(post("{\"itemId\":[\"a\"],\"orderId\":\"1\"}", bearer(tokens.with("orders:write"))))
                        .body())
                .isEqualTo("{\"orderId\":\"1\"}");
    }

    @Test
    void readsOrdersToABearerWhoMayRead() throws Exception {
        String reader = bearer(tokens.with("profile orders:read"));

        assertThat(server.send(get("/orders", reader)).status()).isEqualTo(200);
        assertThat(server.send(get("/orders/unknown", reader)).status()).isEqualTo(404);
    }

    Map<String, String> invalid() {
        String valid = tokens.with("orders:write orders:read");
        return Map.of(
                "expired", tokens.expired(),
                "not yet valid", tokens.notYetValid(),
                "without expiry", tokens.withoutExpiry(),
                "for somebody else", tokens.forAudience("invoices"),
                "of another issuer's key", new Tokens().with("orders:write orders:read"),
                "not signed", tokens.unsigned(),
                "with a signature cut off", valid.substring(0, valid.lastIndexOf('.') + 1),
                "with claims of another", spliced(tokens.with("orders:read"), valid),
                "no token at all", "nonsense",
                "not even a legal one", "\"<>");
    }

    Stream<Map.Entry<String, String>> invalidTokens() {
        return invalid().entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("invalidTokens")
    void refusesATokenThatIs(Map.Entry<String, String> token) throws Exception {
        for (String request : List.of(
                post("{\"itemId\":[\"never\"]}", bearer(token.getValue())), get("/orders", bearer(token.getValue())))) {
            RawHttp.Answer answer = server.send(request);

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.body()).isEqualTo(REQUIRED);
            assertThat(answer.header("www-authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
            assertSane(answer);
        }
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void asksForATokenWhateverIsAsked(String request) throws Exception {
        RawHttp.Answer answer = server.send(request);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo(REQUIRED);
        assertThat(answer.header("www-authenticate")).isEqualTo("Bearer");
        assertSane(answer);
    }

    List<String> strangers() {
        String token = tokens.with("orders:write orders:read");
        return List.of(
                post("{\"itemId\":[\"never\"]}", ""),
                post("{\"itemId\":[\"never\"]}", "Authorization: Basic dXNlcjpwYXNzd29yZA==\r\n"),
                post("{\"itemId\":[\"never\"]}", "X-Forwarded-User: admin\r\n"),
                get("/orders", ""),
                get("/orders/1", ""),
                get("/orders?access_token=" + token, ""),
                get("/orders", "Authorization: DPoP " + token + "\r\n"),
                get("/orders/", ""),
                get("//orders", ""),
                get("/ORDERS", ""),
                get("/orders;x=y/1", ""),
                get("/nowhere", ""),
                get("/login", ""),
                get("/error", ""),
                get("/actuator/health", ""),
                get("/.well-known/oauth-protected-resource", ""),
                "OPTIONS /orders" + HOST + "\r\n",
                "OPTIONS /orders" + HOST + "Origin: http://localhost\r\nAccess-Control-Request-Method: POST\r\n\r\n",
                "DELETE /orders/1" + HOST + "\r\n",
                "BREW /orders" + HOST + "\r\n",
                "POST /orders" + HOST
                        + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 15\r\n\r\naccess_token="
                        + "ab");
    }

    @Test
    void refusesABearerWhoMayNotDoThis() throws Exception {
        String reader = bearer(tokens.with("orders:read"));
        String writer = bearer(tokens.with("orders:write"));
        String neither = bearer(tokens.with("orders orders:writer"));

        assertForbidden(server.send(post("{\"itemId\":[\"never\"]}", reader)));
        assertForbidden(server.send(post("{\"itemId\":[\"never\"]}", neither)));
        assertForbidden(server.send(get("/orders", writer)));
        assertForbidden(server.send(get("/orders/1", writer)));
        assertForbidden(server.send(get("/orders", neither)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "at+jwt", "application/at+jwt", "AT+JWT"})
    void takesATokenThatSaysWhatItIs(String typ) throws Exception {
        assertThat(server.send(get("/orders", bearer(tokens.ofType(typ)))).status())
                .isEqualTo(200);
    }

    @Test
    void refusesATokenThatIsForSomethingElse() throws Exception {
        assertThat(server.send(get("/orders", bearer(tokens.ofType("logout+jwt"))))
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"scope", "scp", "sub", "aud", "iss", "exp", "nbf", "iat", "jti", "cnf"})
    void hasAnAnswerForAClaimOfAnyType(String claim) throws Exception {
        for (Object value : List.of(
                "text",
                "",
                5,
                -1.5,
                true,
                List.of(),
                List.of(1, 2),
                List.of(Map.of()),
                Map.of("a", 1),
                Map.of("x5t#S256", 1))) {
            assertThat(server.send(get("/orders", bearer(tokens.withRawClaim(claim, value))))
                            .status())
                    .as("%s=%s", claim, value)
                    .isIn(200, 401, 403);
        }
    }

    @Test
    void givesAnIdempotencyKeyToItsCaller() throws Exception {
        String key = "Idempotency-Key: \"shared\"\r\n";
        String one = bearer(tokens.of("one", "orders:write")) + key;
        String other = bearer(tokens.of("other", "orders:write")) + key;

        RawHttp.Answer first = server.send(post("{\"itemId\":[\"key 1\"]}", one));
        assertThat(server.send(post("{\"itemId\":[\"key 1\"]}", one)).body()).isEqualTo(first.body());
        assertThat(server.send(post("{\"itemId\":[\"key 2\"]}", other)).status())
                .isEqualTo(202);
        assertThat(server.send(post("{\"itemId\":[\"key 3\"]}", one)).status()).isEqualTo(422);
    }

    /** Otherwise those callers would share their keys. */
    @Test
    void takesNoIdempotencyKeyOfACallerWithoutAName() throws Exception {
        String nameless = bearer(tokens.of("", "orders:write"));

        assertThat(server.send(post("{\"itemId\":[\"nameless 1\"]}", nameless)).status())
                .isEqualTo(202);
        RawHttp.Answer answer = server.send(post("{\"itemId\":[\"nameless 2\"]}", nameless + "Idempotency-Key: k\r\n"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("{\"error\":\"Idempotency-Key needs a token that names its caller (sub)\"}");
    }

    @Test
    void refusesTwoTokens() throws Exception {
        String writer = bearer(tokens.with("orders:write"));

        for (String two : List.of(bearer("nonsense") + writer, writer + bearer("nonsense"), writer + writer)) {
            RawHttp.Answer answer = server.send(post("{\"itemId\":[\"two tokens\"]}", two));

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).isEqualTo("{\"error\":\"Authorization must be given once\"}");
        }
    }

    @Test
    void keepsNoCallerBetweenRequests() throws Exception {
        String reader = bearer(tokens.with("orders:read"));
        try (RawHttp http = new RawHttp(server.port())) {
            for (int i = 0; i < 10; i++) {
                http.write(get("/orders", reader));
                assertThat(http.answer().status()).isEqualTo(200);
                http.write(get("/orders", ""));
                assertThat(http.answer().status()).isEqualTo(401);
            }
        }
    }

    /** The edge treats a request with a token like any other: ids, paths and headers are checked in one place. */
    @ParameterizedTest
    @MethodSource("refusedWithToken")
    void refusesABearerLikeEverybodyElse(RefusalTests.Refused refused) throws Exception {
        String bearer = bearer(tokens.with("orders:write orders:read"));

        RawHttp.Answer answer =
                server.send(refused.request().replaceFirst("Host: localhost\r\n", "Host: localhost\r\n" + bearer));

        assertThat(answer.status()).isEqualTo(refused.status());
        assertThat(answer.body()).matches("\\{\"error\":\"[^\"<>]{5,100}\"}");
        assertSane(answer);
    }

    static Stream<RefusalTests.Refused> refusedWithToken() {
        return RefusalTests.refusals().stream().filter(refused -> refused.status() != 500);
    }

    @ParameterizedTest
    @MethodSource("unusualIds")
    void findsOrdersWhoseIdsAFirewallForPathsWouldRefuse(String id, String inPath) throws Exception {
        String bearer = bearer(tokens.with("orders:write orders:read"));
        server.send(post("{\"itemId\":[\"of " + id + "\"],\"orderId\":\"" + id + "\"}", bearer));

        assertThat(server.send(get("/orders/" + inPath, bearer)).status()).isEqualTo(200);
    }

    static Stream<Arguments> unusualIds() {
        return Stream.of(
                Arguments.of("50%", "50%25"),
                Arguments.of("a;b", "a%3Bb"),
                Arguments.of("a.b", "a%2Eb"),
                Arguments.of("📦", "%F0%9F%93%A6"));
    }

    @Test
    void acceptsALateBodyOnlyFromABearer() throws Exception {
        String body = "{\"itemId\":[\"later\"],\"orderId\":\"later\"}";
        for (String framing : List.of(
                "Content-Length: " + body.length() + "\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(body.length()) + "\r\n")) {
            try (RawHttp http = new RawHttp(server.port())) {
                http.write("POST /orders" + HOST + JSON + framing);

                RawHttp.Answer answer = http.answer();
                assertThat(answer.status()).isEqualTo(401);
                assertThat(answer.body()).isEqualTo(REQUIRED);
                assertThat(answer.header("connection")).isEqualTo("close");
                assertThat(http.closedByServer()).isTrue();
            }
        }
        try (RawHttp http = new RawHttp(server.port())) {
            http.write("POST /orders" + HOST + JSON + bearer(tokens.with("orders:write")) + "Content-Length: "
                    + body.length() + "\r\n\r\n");
            server.send(get("/orders", ""));
            http.write(body.substring(0, 10));
            server.send(get("/orders", ""));
            http.write(body.substring(10));

            assertThat(http.answer().body()).isEqualTo("{\"orderId\":\"later\"}");
        }
    }

    @Test
    void tellsOnlyABearerToSendTheBody() throws Exception {
        String body = "{\"itemId\":[\"waited\"],\"orderId\":\"waited\"}";
        String head =
                "POST /orders" + HOST + JSON + "Expect: 100-continue\r\nContent-Length: " + body.length() + "\r\n";
        try (RawHttp http = new RawHttp(server.port())) {
            http.write(head + "\r\n");
            assertThat(http.answer().status()).isEqualTo(401);
            assertThat(http.closedByServer()).isTrue();
        }
        try (RawHttp http = new RawHttp(server.port())) {
            http.write(head + bearer(tokens.with("orders:read")) + "\r\n");
            assertForbidden(http.answer());
            assertThat(http.closedByServer()).isTrue();
        }
        try (RawHttp http = new RawHttp(server.port())) {
            http.write(head + bearer(tokens.with("orders:write")) + "\r\n");
            assertThat(http.answer().status()).isEqualTo(100);
            http.write(body);
            assertThat(http.answer().body()).isEqualTo("{\"orderId\":\"waited\"}");
        }
    }

    @Test
    void keepsTheConnectionOfAStrangerWhoseBodyIsHere() throws Exception {
        try (RawHttp http = new RawHttp(server.port())) {
            http.write(post("{\"itemId\":[\"kept\"],\"orderId\":\"kept\"}", ""));
            assertThat(http.answer().status()).isEqualTo(401);
            http.write(post("{\"itemId\":[\"kept\"],\"orderId\":\"kept\"}", bearer(tokens.with("orders:write"))));
            assertThat(http.answer().body()).isEqualTo("{\"orderId\":\"kept\"}");
        }
    }

    private static String spliced(String header, String other) {
        String[] one = header.split("\\.", -1);
        String[] two = other.split("\\.", -1);
        return one[0] + "." + two[1] + "." + one[2];
    }

    private static void assertForbidden(RawHttp.Answer answer) {
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("{\"error\":\"the token lacks the scope for this request\"}");
        assertThat(answer.header("www-authenticate")).isEqualTo("Bearer error=\"insufficient_scope\"");
        assertSane(answer);
    }

    private static void assertSane(RawHttp.Answer answer) {
        assertThat(answer.header("content-type")).isEqualTo("application/json");
        assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        assertThat(answer.headers()).doesNotContainKeys("server", "x-powered-by", "set-cookie");
    }
}
