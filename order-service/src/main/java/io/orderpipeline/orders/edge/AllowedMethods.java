package io.orderpipeline.orders.edge;

import java.util.List;
import java.util.Map;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * The methods each path supports, and the only source for {@code Allow}: Spring, Spring's answer to OPTIONS and the container's answer to
 * TRACE would each list different ones. Immutable.
 */
public final class AllowedMethods {

    private record Path(PathPattern pattern, List<String> methods) {}

    private final List<Path> paths;

    /** @param paths all methods of each path, by its Spring pattern; no two patterns match the same path */
    public AllowedMethods(Map<String, List<String>> paths) {
        this.paths = paths.entrySet().stream()
                .map(path -> new Path(PathPatternParser.defaultInstance.parse(path.getKey()), path.getValue()))
                .toList();
    }

    /** The methods of a path; none for an unknown path. */
    List<String> of(String uri) {
        for (Path known : paths) {
            // Nearly every request is for a path without a variable, which needs no parsing.
            if (known.pattern.getPatternString().equals(uri)) {
                return known.methods;
            }
        }
        PathContainer path = PathContainer.parsePath(LiteralPaths.literal(uri));
        return paths.stream()
                .filter(known -> known.pattern.matches(path))
                .findFirst()
                .map(Path::methods)
                .orElse(List.of());
    }
}
