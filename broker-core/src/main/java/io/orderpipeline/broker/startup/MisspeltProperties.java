package io.orderpipeline.broker.startup;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Refuses a property whose name differs from one of Spring Boot's by a letter or two. Spring Boot ignores such a property: a service would
 * start without security with {@code spring.profile.active=secure}, and listen on every address with {@code server.adress=127.0.0.1}. A
 * name that resembles none is accepted, because libraries read properties that no metadata lists.
 */
final class MisspeltProperties {

    private static final String METADATA = "META-INF/spring-configuration-metadata.json";
    private static final Pattern OURS_OF_SPRING = Pattern.compile("(spring|server|management|logging)\\..*");

    /** Environment variables belong to other programs too, so only the likeliest slips are refused there. */
    private static final int SLIPS_IN_VARIABLES = 1;

    private static final int SLIPS = 2;

    /** Set at most starts; accepted without reading any metadata, which takes a tenth of a second. */
    private static final Set<String> EVERY_DAY = Set.of(
            "server.port",
            "server.address",
            "spring.profiles.active",
            "spring.config.import",
            "spring.config.additional-location");

    /** Shorter names resemble too many others. */
    private static final int SHORTEST = 10;

    /** Keyed by dotted name, in lower case and without dashes. */
    private final Map<String, Known> known = new HashMap<>();

    private MisspeltProperties() {
        JsonFactory json = new JsonFactory();
        try {
            for (URL jar :
                    Collections.list(MisspeltProperties.class.getClassLoader().getResources(METADATA))) {
                try (InputStream in = jar.openStream();
                        JsonParser parser = json.createParser(ObjectReadContext.empty(), in)) {
                    readNames(parser);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readNames(JsonParser parser) {
        parser.nextToken();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean properties = parser.currentName().equals("properties");
            parser.nextToken();
            if (!properties) {
                parser.skipChildren();
                continue;
            }
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                readName(parser);
            }
        }
    }

    private void readName(JsonParser parser) {
        String name = "";
        String type = "";
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String member = parser.currentName();
            if (parser.nextToken() != JsonToken.VALUE_STRING) {
                parser.skipChildren();
            } else if (member.equals("name")) {
                name = parser.getString();
            } else if (member.equals("type")) {
                type = parser.getString();
            }
        }
        known.put(dotted(name), new Known(name, Nearest.lettersOf(name), type.startsWith("java.util.Map")));
    }

    /** Reads the metadata only when there is a property to check. */
    static void refuse(ConfigurableEnvironment environment) {
        List<Given> toCheck = given(environment);
        if (toCheck.isEmpty()) {
            return;
        }
        MisspeltProperties properties = new MisspeltProperties();
        for (Given name : toCheck) {
            properties.meantBy(name).ifPresent(meant -> {
                throw new PropertyRefusedException(
                        name.spelling, null, "there is no such property; did you mean " + meant + "?");
            });
        }
    }

    /** What the operator set, without the defaults in the jars and what Spring Boot adds about the application. */
    static List<Given> given(ConfigurableEnvironment environment) {
        return environment.getPropertySources().stream()
                .filter(source -> !source.getName().contains("class path resource"))
                .filter(source -> !source.getName().equals("applicationInfo"))
                .flatMap(MisspeltProperties::givenIn)
                .toList();
    }

    private static Stream<Given> givenIn(PropertySource<?> source) {
        if (!(source instanceof EnumerablePropertySource<?> names)) {
            return Stream.of();
        }
        boolean variables = source.getName().equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
        return Stream.of(names.getPropertyNames())
                .filter(name -> OURS_OF_SPRING.matcher(given(name, variables)).matches())
                .filter(name -> !EVERY_DAY.contains(name))
                .map(name -> new Given(name, given(name, variables), variables ? SLIPS_IN_VARIABLES : SLIPS));
    }

    private static String given(String name, boolean variable) {
        return dotted(variable ? name.replace('_', '.') : name);
    }

    private Optional<String> meantBy(Given name) {
        String letters = Nearest.lettersOf(name.dotted);
        if (letters.length() < SHORTEST || isKnown(name.dotted, letters)) {
            return Optional.empty();
        }
        return known.values().stream()
                .filter(other -> isNearly(other, other.isMap ? start(name.dotted, other.name) : letters, name.slips))
                .map(Known::name)
                .min(String::compareTo);
    }

    private static boolean isNearly(Known other, String letters, int slips) {
        return letters.length() >= SHORTEST
                && Math.abs(other.letters.length() - letters.length()) <= slips
                && Nearest.distance(letters, other.letters) <= slips;
    }

    /** The letters of as many elements as the map's name has: keys of a map may have any name. */
    private static String start(String dotted, String other) {
        long elements = other.chars().filter(sign -> sign == '.').count() + 1;
        return Nearest.lettersOf(Stream.of(dotted.split("\\.")).limit(elements).collect(Collectors.joining()));
    }

    /** A known name, or below one: elements of a map or a list may have any name. */
    private boolean isKnown(String dotted, String letters) {
        for (int end = dotted.length();
                end > 0;
                end = Math.max(dotted.lastIndexOf('.', end - 1), dotted.lastIndexOf('[', end - 1))) {
            if (known.containsKey(dotted.substring(0, end))) {
                return true;
            }
        }
        return known.values().stream().anyMatch(name -> name.letters.equals(letters));
    }

    private static String dotted(String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "");
    }

    private record Known(String name, String letters, boolean isMap) {}

    record Given(String spelling, String dotted, int slips) {}
}
