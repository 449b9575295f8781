package io.orderpipeline.broker.startup;

import java.util.List;
import java.util.regex.Pattern;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * The profiles that mean something here: those of the services, and those that a configuration file was read for. With any other one
 * somebody means something that does not happen, such as a secured service.
 */
final class KnownProfiles {

    private static final List<String> OF_THE_SERVICES = List.of("secure", "otel");
    /** What Spring calls having no profile. */
    private static final String NONE = "default";

    private KnownProfiles() {}

    static void refuseOthers(ConfigurableEnvironment environment) {
        for (String profile : environment.getActiveProfiles()) {
            if (!profile.equals(NONE) && !OF_THE_SERVICES.contains(profile) && !hasFile(profile, environment)) {
                throw new PropertyRefusedException(
                        "spring.profiles.active",
                        profile,
                        "use " + String.join(" or ", OF_THE_SERVICES) + ", or add a file such as order-pipeline-"
                                + profile + ".yml");
            }
        }
    }

    /** Spring Boot names a source after its file. */
    private static boolean hasFile(String profile, ConfigurableEnvironment environment) {
        Pattern file = Pattern.compile("-" + Pattern.quote(profile) + "\\.(ya?ml|properties)\\b");
        return environment.getPropertySources().stream()
                .anyMatch(source -> file.matcher(source.getName()).find());
    }
}
