package io.orderpipeline.broker.startup;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * The profiles that mean something here: those of the services, and those that a configuration file was read for. With any other one
 * somebody means something that does not happen, such as a secured service.
 */
final class KnownProfiles {

    private static final List<String> OF_THE_SERVICES = List.of("secure", "otel");
    /** What Spring calls having no profile. */
    private static final String NONE = "default";

    private static final String ON_PROFILE = "spring.config.activate.on-profile";

    private KnownProfiles() {}

    static void refuseOthers(ConfigurableEnvironment environment) {
        boolean active = environment.getActiveProfiles().length > 0;
        for (String profile : active ? environment.getActiveProfiles() : environment.getDefaultProfiles()) {
            if (!profile.equals(NONE)
                    && !OF_THE_SERVICES.contains(profile)
                    && !hasFile(profile, environment)
                    && !hasPartOfAFile(profile, environment)
                    && !isGroup(profile, environment)) {
                throw new PropertyRefusedException(
                        active ? "spring.profiles.active" : "spring.profiles.default",
                        profile,
                        "use " + String.join(" or ", OF_THE_SERVICES) + ", or add a file such as order-pipeline-"
                                + profile + ".yml");
            }
        }
    }

    private static boolean isGroup(String profile, ConfigurableEnvironment environment) {
        String group = "spring.profiles.group." + profile;
        return environment.containsProperty(group) || environment.containsProperty(group + "[0]");
    }

    /** Of a file with several parts only those are there whose profile is on. */
    private static boolean hasPartOfAFile(String profile, ConfigurableEnvironment environment) {
        Pattern name = Pattern.compile("\\b" + Pattern.quote(profile) + "\\b");
        return environment.getPropertySources().stream()
                .flatMap(source -> Stream.of(ON_PROFILE, ON_PROFILE + "[0]").map(source::getProperty))
                .anyMatch(condition ->
                        condition != null && name.matcher(condition.toString()).find());
    }

    /** Spring Boot names a source after its file. */
    private static boolean hasFile(String profile, ConfigurableEnvironment environment) {
        Pattern file = Pattern.compile("-" + Pattern.quote(profile) + "\\.(ya?ml|properties)\\b");
        return environment.getPropertySources().stream()
                .anyMatch(source -> file.matcher(source.getName()).find());
    }
}
