package io.orderpipeline.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** compose.yaml and the files under deploy/, as text and as documents. */
final class DeployFiles {

    static final Path ROOT = Path.of("..");
    static final Path COMPOSE = ROOT.resolve("compose.yaml");
    static final Path DEPLOY = ROOT.resolve("deploy");
    static final Path ALERTS = DEPLOY.resolve("prometheus/alerts.yml");
    static final Path DASHBOARD = DEPLOY.resolve("grafana/dashboards/order-pipeline.json");

    private DeployFiles() {}

    /** Each file's text, by its path. */
    static Map<Path, String> texts() throws IOException {
        Map<Path, String> texts = new TreeMap<>();
        texts.put(COMPOSE, Files.readString(COMPOSE));
        try (Stream<Path> files = Files.walk(DEPLOY)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                texts.put(file, Files.readString(file));
            }
        }
        return texts;
    }

    /** The first group of every match in the file. */
    static List<String> matches(Path file, String regex) throws IOException {
        return Pattern.compile(regex)
                .matcher(Files.readString(file))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    /** The documents of a YAML file; JSON is YAML too. */
    static List<JsonNode> documents(Path file) throws IOException {
        List<JsonNode> documents = new ArrayList<>();
        new Yaml(new SafeConstructor(new LoaderOptions()))
                .loadAll(Files.readString(file))
                .forEach(document -> documents.add(JsonMapper.shared().valueToTree(document)));
        return documents;
    }

    /** The Prometheus queries of the alerts and the dashboard. */
    static List<String> expressions() throws IOException {
        List<String> expressions = new ArrayList<>();
        for (JsonNode group : documents(ALERTS).get(0).path("groups")) {
            group.path("rules")
                    .forEach(rule -> expressions.add(rule.path("expr").asString()));
        }
        for (JsonNode panel : documents(DASHBOARD).get(0).path("panels")) {
            panel.path("targets")
                    .forEach(target -> expressions.add(target.path("expr").asString()));
        }
        return expressions;
    }
}
