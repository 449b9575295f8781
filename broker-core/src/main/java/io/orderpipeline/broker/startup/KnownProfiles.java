package io.orderpipeline.broker.startup;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Accepts only profiles with a meaning: those of the services, and those with a configuration file. Any other would silently do nothing,
 * for example start an unsecured service after a typo in {@code secure}.
 */
final class KnownProfiles {

    private static final List<String> OF_THE_SERVICES = List.of("secure", "otel");
    /** Spring's name for having no profile. */
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

    /** A file with several documents contributes only those whose profile is active. */
    private static boolean hasPartOfAFile(String profile, ConfigurableEnvironment environment) {
        Pattern name = Pattern.compile("\\b" + Pattern.quote(profile) + "\\b");
        return environment.getPropertySources().stream()
                .flatMap(source -> Stream.of(ON_PROFILE, ON_PROFILE + "[0]").map(source::getProperty))
                .anyMatch(condition ->
                        condition != null && name.matcher(condition.toString()).find());
    }

    /** Spring Boot includes the file name in the name of a property source. */
    private static boolean hasFile(String profile, ConfigurableEnvironment environment) {
        Pattern file = Pattern.compile("-" + Pattern.quote(profile) + "\\.(ya?ml|properties)\\b");
        return environment.getPropertySources().stream()
                .anyMatch(source -> file.matcher(source.getName()).find());
    }
}
