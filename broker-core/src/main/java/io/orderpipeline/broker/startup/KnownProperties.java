package io.orderpipeline.broker.startup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.regex.Pattern.CASE_INSENSITIVE;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * The properties below {@code pipeline} of all modules, on the classpath or not, so that one file can configure all services. Any other is
 * most likely a typo and is rejected, in environment variables too. Its value is not shown: it may be a secret.
 */
final class KnownProperties {

    /** One name per line; a test in the launcher compares them with the generated metadata. */
    private static final String NAMES = "/META-INF/order-pipeline-properties.txt";

    private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("pipeline");
    private static final String VARIABLES = "PIPELINE_";

    /** Azure Pipelines sets it for every step that it runs. */
    private static final String OF_A_BUILD_AGENT = "PIPELINE_WORKSPACE";

    /** The rest is not part of the name: perhaps a value, given without an equals sign. */
    private static final Pattern END_OF_NAME = Pattern.compile("[^A-Za-z0-9._\\[\\]-].*", Pattern.DOTALL);

    /** An element of the only list property, as written in files; below, as an environment variable. */
    private static final Pattern LISTED =
            Pattern.compile("^(pipeline\\.management\\.allowed-?hosts)\\[\\d+]$", CASE_INSENSITIVE);

    private static final Pattern LISTED_VARIABLE = Pattern.compile("^(PIPELINE_MANAGEMENT_ALLOWED_?HOSTS)_\\d+_?$");

    /** More characters than this after a known name are no typo, but probably a value. */
    private static final int LONGEST_SLIP = 3;

    private final List<String> names;

    private KnownProperties(List<String> names) {
        this.names = names;
    }

    static KnownProperties ofAllModules() {
        try (InputStream in = Objects.requireNonNull(KnownProperties.class.getResourceAsStream(NAMES))) {
            return new KnownProperties(
                    new String(in.readAllBytes(), UTF_8).lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> names() {
        return names;
    }

    /** The part of an unknown name that is safe to show: not what follows a known name, which may be a value. */
    static String shownName(String spelling) {
        String name = END_OF_NAME.matcher(spelling).replaceFirst("");
        return ofAllModules().names.stream()
                .filter(known -> name.startsWith(known) && name.length() > known.length() + LONGEST_SLIP)
                .findFirst()
                .map(known -> known + "...")
                .orElse(name);
    }

    void refuseOthers(ConfigurableEnvironment environment) {
        environment.getPropertySources().stream()
                .filter(EnumerablePropertySource.class::isInstance)
                .map(EnumerablePropertySource.class::cast)
                .forEach(source -> {
                    boolean variables =
                            source.getName().equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
                    for (String spelling : source.getPropertyNames()) {
                        if (variables ? isUnknownVariable(spelling) : isUnknownName(spelling)) {
                            throw refusal(spelling, variables);
                        }
                    }
                });
    }

    private boolean isUnknownName(String spelling) {
        ConfigurationPropertyName name =
                ConfigurationPropertyName.adapt(LISTED.matcher(spelling).replaceFirst("$1"), '.');
        return PREFIX.isAncestorOf(name)
                && names.stream()
                        .noneMatch(known -> ConfigurationPropertyName.of(known).equals(name));
    }

    private boolean isUnknownVariable(String spelling) {
        if (spelling.indexOf('.') >= 0) {
            // Spring Boot also reads dotted property names from the environment.
            return isUnknownName(spelling);
        }
        String variable =
                LISTED_VARIABLE.matcher(spelling.toUpperCase(Locale.ROOT)).replaceFirst("$1");
        return variable.startsWith(VARIABLES)
                && !variable.equals(OF_A_BUILD_AGENT)
                && names.stream()
                        .noneMatch(known ->
                                variable.equals(variable(known.replace("-", ""))) || variable.equals(variable(known)));
    }

    private static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private PropertyRefusedException refusal(String spelling, boolean isVariable) {
        String meant = Nearest.to(spelling, names)
                .map(known -> isVariable ? variable(known) : known)
                .map(known -> "; did you mean " + known + "?")
                .orElse("; docs/configuration.md lists them all");
        return new PropertyRefusedException(shownName(spelling), null, "there is no such property" + meant);
    }
}
