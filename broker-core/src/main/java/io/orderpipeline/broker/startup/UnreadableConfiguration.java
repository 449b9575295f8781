package io.orderpipeline.broker.startup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.json.JsonParseException;
import org.springframework.core.io.FileSystemResource;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Says where a configuration cannot be parsed. The parsers' own messages quote the text there, which may be a secret, and do not name the
 * file.
 */
final class UnreadableConfiguration {

    private UnreadableConfiguration() {}

    /** The error as {@code subject -> advice}; null for any other failure. */
    static @Nullable String in(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(100)
                .map(UnreadableConfiguration::lineOf)
                .filter(line -> line != null)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String lineOf(Throwable cause) {
        if (cause instanceof MarkedYAMLException yaml && yaml.getProblemMark() != null) {
            Mark mark = yaml.getProblemMark();
            return fileOf(mark) + " cannot be read at line " + (mark.getLine() + 1) + ", column "
                    + (mark.getColumn() + 1) + " -> write valid YAML, and quote values with special characters";
        }
        return cause instanceof JsonParseException
                ? "spring.application.json cannot be read -> write one JSON object, such as {\"server.port\":8090}"
                : null;
    }

    /** The first of the usual configuration files that fails at the same position. */
    private static String fileOf(Mark mark) {
        for (String folder : List.of("", "config/")) {
            for (String name : List.of("order-pipeline", "order-service", "notification-service")) {
                for (String extension : List.of(".yml", ".yaml")) {
                    String file = folder + name + extension;
                    if (failsAt(mark, file)) {
                        return file;
                    }
                }
            }
        }
        return "a configuration file";
    }

    private static boolean failsAt(Mark mark, String file) {
        try {
            new YamlPropertySourceLoader().load(file, new FileSystemResource(Path.of(file)));
            return false;
        } catch (MarkedYAMLException e) {
            return e.getProblemMark() != null && e.getProblemMark().getIndex() == mark.getIndex();
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
