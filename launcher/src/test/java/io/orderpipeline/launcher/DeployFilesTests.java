package io.orderpipeline.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Rectangle;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files under deploy/ name only properties, ports and files that exist. */
class DeployFilesTests {

    private static final Pattern VARIABLE = Pattern.compile("\\b(?:PIPELINE|SERVER|SPRING|MANAGEMENT)_[A-Z_]+\\b");
    private static final Pattern ARGUMENT = Pattern.compile("--([a-z]+[.][a-z.-]+)=");
    private static final Path KUBERNETES = DeployFiles.DEPLOY.resolve("kubernetes");

    @Test
    void everyVariableAndArgumentIsAProperty() throws IOException {
        Map<String, String> properties = defaults();
        List<String> variables = properties.keySet().stream()
                .map(name -> name.toUpperCase(Locale.ROOT).replace('.', '_').replace("-", ""))
                .toList();
        for (Map.Entry<Path, String> file : DeployFiles.texts().entrySet()) {
            VARIABLE.matcher(file.getValue()).results().forEach(variable -> assertThat(variables)
                    .as(file.getKey().toString())
                    .contains(variable.group()));
            ARGUMENT.matcher(file.getValue()).results().forEach(argument -> assertThat(properties)
                    .as(file.getKey().toString())
                    .containsKey(argument.group(1)));
        }
    }

    @Test
    void everyPortIsThatOfAService() throws IOException {
        List<String> orders = List.of(ordersApiPort(), defaultOf("pipeline.management.orders-port"));
        List<String> notifications = List.of(defaultOf("pipeline.management.notifications-port"));

        assertThat(portsOf("order-service")).hasSameElementsAs(orders);
        assertThat(portsOf("notification-service")).hasSameElementsAs(notifications);
        assertThat(DeployFiles.matches(DeployFiles.DEPLOY.resolve("prometheus/prometheus.yml"), "service:(\\d+)\""))
                .containsExactly(orders.get(1), notifications.get(0));
        assertThat(DeployFiles.matches(KUBERNETES.resolve("service.yaml"), " port: (\\d+)"))
                .containsExactlyElementsOf(
                        Stream.concat(orders.stream(), notifications.stream()).toList());
    }

    /** Its ports in the image, in compose and in the pod. */
    private static List<String> portsOf(String service) throws IOException {
        List<String> ports = new ArrayList<>();
        DeployFiles.matches(DeployFiles.DEPLOY.resolve(service + "/Dockerfile"), "\nEXPOSE (.*)\n")
                .forEach(exposed -> ports.addAll(List.of(exposed.split(" "))));
        JsonNode compose = DeployFiles.documents(DeployFiles.COMPOSE)
                .get(0)
                .path("services")
                .path(service);
        compose.path("ports").forEach(port -> ports.add(afterLastColon(port.asString())));
        Pattern.compile("/dev/tcp/127.0.0.1/(\\d+)")
                .matcher(compose.path("healthcheck").toString())
                .results()
                .forEach(port -> ports.add(port.group(1)));
        for (JsonNode container : containers()) {
            if (container.path("name").asString().equals(service)) {
                container
                        .path("ports")
                        .forEach(port -> ports.add(port.path("containerPort").asString()));
            }
        }
        return ports;
    }

    @Test
    void everyProbeAsksAPortOfItsContainer() throws IOException {
        for (JsonNode container : containers()) {
            List<String> names = new ArrayList<>();
            container.path("ports").forEach(port -> names.add(port.path("name").asString()));
            for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                assertThat(names)
                        .as(container.path("name").asString() + " " + probe)
                        .contains(container
                                .path(probe)
                                .path("httpGet")
                                .path("port")
                                .asString());
            }
        }
    }

    private static List<JsonNode> containers() throws IOException {
        List<JsonNode> containers = new ArrayList<>();
        DeployFiles.documents(KUBERNETES.resolve("statefulset.yaml"))
                .get(0)
                .at("/spec/template/spec/containers")
                .forEach(containers::add);
        assertThat(containers).hasSize(2);
        return containers;
    }

    @Test
    void composeOpensPortsToThisMachineOnlyAndPinsItsImages() throws IOException {
        for (JsonNode service : composed()) {
            if (service.has("image")) {
                assertThat(service.path("image").asString()).matches("[a-z/-]+:v?\\d[0-9a-zA-Z.-]+");
            }
            service.path("ports").forEach(port -> assertThat(port.asString()).startsWith("127.0.0.1:"));
        }
    }

    /** Compose copies all other secrets into the container, which fails if its file system is read-only. */
    @Test
    void composeTakesSecretsOnlyFromFiles() throws IOException {
        for (JsonNode document : composeFiles()) {
            document.path("secrets")
                    .forEach(secret ->
                            assertThat(secret.has("file")).as(secret.toString()).isTrue());
        }
    }

    private static List<JsonNode> composed() throws IOException {
        List<JsonNode> services = new ArrayList<>();
        composeFiles().forEach(document -> document.path("services").forEach(services::add));
        return services;
    }

    /** compose.yaml and the files that extend it. */
    private static List<JsonNode> composeFiles() throws IOException {
        List<JsonNode> documents = new ArrayList<>();
        for (Path file : DeployFiles.texts().keySet()) {
            if (String.valueOf(file.getFileName()).startsWith("compose.")) {
                documents.add(DeployFiles.documents(file).get(0));
            }
        }
        return documents;
    }

    @Test
    void everyFileThatComposeNamesIsThere() throws IOException {
        assertThat(DeployFiles.matches(DeployFiles.COMPOSE, "(?:- [.]/|dockerfile: )([^:\\s]+)"))
                .hasSizeGreaterThan(4)
                .allSatisfy(file -> assertThat(DeployFiles.ROOT.resolve(file)).exists());
    }

    @Test
    void everyImageTakesTheJarOfAModule() throws IOException {
        for (String service : List.of("order-service", "notification-service")) {
            assertThat(DeployFiles.matches(
                            DeployFiles.DEPLOY.resolve(service + "/Dockerfile"), "\nCOPY ([a-z-]+/target/[^ ]+) "))
                    .containsExactly(service + "/target/" + service + "-exec.jar");
            assertThat(DeployFiles.ROOT.resolve(service + "/pom.xml")).content().contains("<classifier>exec<");
        }
    }

    @Test
    void everyAlertIsTestedAndInTheRunbook() throws IOException {
        List<String> alerts = DeployFiles.matches(DeployFiles.ALERTS, "- alert: (\\w+)");

        assertThat(alerts).doesNotHaveDuplicates().hasSizeGreaterThan(5);
        assertThat(DeployFiles.matches(DeployFiles.ROOT.resolve("docs/operations.md"), "(?m)^### (\\w+)$"))
                .containsExactlyElementsOf(alerts);
        assertThat(DeployFiles.matches(DeployFiles.ALERTS, "runbook: docs/operations.md#(\\w+)"))
                .containsExactlyElementsOf(alerts.stream()
                        .map(alert -> alert.toLowerCase(Locale.ROOT))
                        .toList());
        assertThat(DeployFiles.matches(
                        DeployFiles.DEPLOY.resolve("prometheus/alerts_test.yml"), "alertname: (\\w+)\\s+exp_alerts:"))
                .containsAll(alerts);
    }

    @Test
    void theDashboardsPanelsDoNotOverlap() throws IOException {
        JsonNode dashboard = DeployFiles.documents(DeployFiles.DASHBOARD).get(0);
        List<Integer> ids = new ArrayList<>();
        List<Rectangle> places = new ArrayList<>();
        for (JsonNode panel : dashboard.path("panels")) {
            ids.add(panel.path("id").asInt());
            JsonNode at = panel.path("gridPos");
            Rectangle place = new Rectangle(
                    at.path("x").asInt(),
                    at.path("y").asInt(),
                    at.path("w").asInt(),
                    at.path("h").asInt());
            assertThat(places).as(panel.path("title").asString()).noneMatch(place::intersects);
            assertThat(place.x + place.width).isLessThanOrEqualTo(24);
            places.add(place);
            assertThat(panel.path("datasource").path("uid").asString()).isEqualTo("${datasource}");
        }
        assertThat(ids).isNotEmpty().doesNotHaveDuplicates();
    }

    private static String ordersApiPort() throws IOException {
        Path settings = DeployFiles.ROOT.resolve("order-service/src/main/resources/order-service.yml");
        return DeployFiles.documents(settings)
                .get(0)
                .path("server")
                .path("port")
                .asString();
    }

    private static String defaultOf(String property) throws IOException {
        return defaults().getOrDefault(property, "");
    }

    private static String afterLastColon(String mapping) {
        return mapping.substring(mapping.lastIndexOf(':') + 1);
    }

    /** The defaults of all properties that the services know, including those of Spring Boot. */
    private static Map<String, String> defaults() throws IOException {
        Map<String, String> defaults = new TreeMap<>();
        for (URL metadata : Collections.list(
                DeployFilesTests.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
            try (InputStream json = metadata.openStream()) {
                for (JsonNode property : JsonMapper.shared().readTree(json).path("properties")) {
                    defaults.put(
                            property.path("name").asString(),
                            property.path("defaultValue").asString(""));
                }
            }
        }
        return defaults;
    }
}
