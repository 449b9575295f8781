package io.orderpipeline.broker.startup;

import java.io.PrintStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks the command line before anything starts: answers {@code --help} and {@code --version}, and rejects unknown arguments, since a
 * service that ignored them would not do what was asked. Shows nothing of an argument that may be a misplaced secret.
 */
public final class StartArguments {

    private static final int WRONG_USAGE = 2;

    /** The first segments of the properties that a service reads. */
    private static final Set<String> ROOTS =
            Set.of("pipeline", "server", "spring", "management", "logging", "debug", "trace");

    private static final Set<String> OFTEN_MEANT = Set.of(
            "help", "version", "debug", "server.port", "server.address", "server.ssl.bundle", "spring.profiles.active");

    private static final String USAGE = """
            %sjava -jar <this jar> [--name=value ...] starts a service
            docs/configuration.md lists all properties; Spring Boot's own, such as server.port, work too.
            Further options: --help, --version, --debug.
            """;

    private StartArguments() {}

    /**
     * Returns if the arguments start a service or run one of the commands; otherwise ends the JVM, with exit code 0 after an answer and 2
     * after a refusal.
     *
     * @param commands the valid first words
     * @param usage    how to use them, one per line
     */
    public static void check(Set<String> commands, String usage, String... arguments) {
        answer(commands, usage, arguments).ifPresent(answer -> {
            PrintStream out = answer.exitCode() == 0 ? System.out : System.err;
            out.println(answer.text());
            System.exit(answer.exitCode());
        });
    }

    /** The first word, which is the command; options may come before or after it. */
    public static Optional<String> firstWord(String... arguments) {
        return Stream.of(arguments)
                .filter(argument -> !argument.startsWith("-"))
                .findFirst();
    }

    /** Whether a service accepts this option. */
    public static boolean isServiceOption(String option) {
        return option.startsWith("--") && ROOTS.contains(rootOf(option));
    }

    static Optional<Answer> answer(Set<String> commands, String usage, String... arguments) {
        Set<String> given = Set.copyOf(List.of(arguments));
        if (given.contains("--help")) {
            return Optional.of(new Answer(
                    0,
                    USAGE.replace("%s", usage.isEmpty() ? "usage: " : usage + "       ")
                            .stripTrailing()));
        }
        if (given.contains("--version")) {
            return Optional.of(new Answer(0, "Order Pipeline " + version()));
        }
        Optional<String> word = firstWord(arguments);
        if (word.filter(commands::contains).isPresent()) {
            return Optional.empty();
        }
        return word.map(unknown -> noSuchCommand(unknown, commands)).or(() -> Stream.of(arguments)
                .map(option -> option.split("=", 2)[0])
                .filter(name -> !ROOTS.contains(rootOf(name)))
                .findFirst()
                .map(StartArguments::noSuchOption));
    }

    private static String rootOf(String option) {
        return option.replaceFirst("^--", "").split("[.\\[]", 2)[0];
    }

    private static Answer noSuchCommand(String word, Set<String> commands) {
        String shown = word.matches("[a-z-]{1,20}") ? word + " -> " : "";
        String known = commands.isEmpty()
                ? "this service has no commands"
                : "the commands are " + commands.stream().sorted().collect(Collectors.joining(", "));
        return refusal(shown + known + "; options are written --name=value");
    }

    private static Answer noSuchOption(String name) {
        Set<String> known = Stream.concat(OFTEN_MEANT.stream(), KnownProperties.ofAllModules().names().stream())
                .collect(Collectors.toSet());
        return refusal(KnownProperties.shownName(name) + " -> there is no such option; "
                + Nearest.to(name, known)
                        .map(nearest -> "did you mean --" + nearest + "?")
                        .orElse("see --help"));
    }

    private static Answer refusal(String text) {
        return new Answer(WRONG_USAGE, "start refused: " + text);
    }

    private static String version() {
        return Objects.requireNonNullElse(
                StartArguments.class.getPackage().getImplementationVersion(), "from a folder of classes");
    }

    /** What is printed instead of starting. */
    record Answer(int exitCode, String text) {}
}
