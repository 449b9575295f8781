package io.orderpipeline.orders.maintenance;

import io.orderpipeline.broker.startup.ServiceEnvironment;
import io.orderpipeline.broker.startup.StartArguments;
import io.orderpipeline.orders.maintenance.Request.Format;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Parses the arguments of a command. Not thread-safe. */
final class CommandLine {

    static final Set<String> COMMANDS = Set.of("verify", "export", "repair", "import");

    static final String USAGE = """
            usage: java -jar order-service-exec.jar verify [--pipeline.data-dir=data]
                   java -jar order-service-exec.jar verify --pipeline.store=postgres --spring.datasource.url=...
                   java -jar order-service-exec.jar export orders|outbox|processed|dead-letters [--format=json|jsonl] [--pipeline.data-dir=data]
                   java -jar order-service-exec.jar repair [--yes] [--pipeline.data-dir=data]
                   java -jar order-service-exec.jar import --pipeline.store=postgres --spring.datasource.url=... [--pipeline.data-dir=data]
            """;

    private static final String FORMAT = "--format=";

    private final List<String> words = new ArrayList<>();
    private final List<String> serviceOptions = new ArrayList<>();
    private final Map<String, String> environment;
    private String format = "json";
    private boolean formatGiven;
    private boolean yes;

    private CommandLine(Map<String, String> environment) {
        this.environment = environment;
    }

    static Request parse(List<String> arguments, Map<String, String> environment) throws WrongUsageException {
        CommandLine line = new CommandLine(environment);
        for (String argument : arguments) {
            line.take(argument);
        }
        return line.request();
    }

    private void take(String argument) throws WrongUsageException {
        if (argument.startsWith(FORMAT)) {
            format = argument.substring(FORMAT.length());
            formatGiven = true;
        } else if (argument.equals("--yes")) {
            yes = true;
        } else if (StartArguments.isServiceOption(argument)) {
            serviceOptions.add(argument);
        } else if (argument.startsWith("-")) {
            throw new WrongUsageException("unknown option " + argument);
        } else {
            words.add(argument);
        }
    }

    private Request request() throws WrongUsageException {
        String command = words.get(0);
        refuse(yes && !command.equals("repair"), "--yes is valid only with repair");
        refuse(formatGiven && !command.equals("export"), "--format is valid only with export");
        ServiceEnvironment configuration = configuration();
        Path folder = folder(configuration);
        boolean onFiles = isOnFiles(configuration.store(), command);
        if (command.equals("export")) {
            refuse(words.size() != 2, "export takes one of orders, outbox, processed, dead-letters");
            return new Request.Export(folder, store(words.get(1)), format());
        }
        refuse(words.size() != 1, command + " takes no further argument");
        return switch (command) {
            case "repair" -> new Request.Repair(folder, yes);
            case "import" -> new Request.Import(folder, configuration);
            default -> onFiles ? new Request.Verify(folder) : new Request.VerifyDatabase(configuration);
        };
    }

    /** False when the command works on a database. */
    private static boolean isOnFiles(String store, String command) throws WrongUsageException {
        boolean onFiles = store.equals("file");
        refuse(!onFiles && !store.equals("postgres"), "the store is file or postgres, not " + store);
        refuse(onFiles && command.equals("import"), "import needs --pipeline.store=postgres");
        refuse(
                !onFiles && (command.equals("export") || command.equals("repair")),
                command + " works on files only: name them with --pipeline.store=file");
        return onFiles;
    }

    /** The folder that the order service would use with the same options, variables and files. */
    private static Path folder(ServiceEnvironment configuration) throws WrongUsageException {
        String name = configuration.dataDir();
        refuse(name.isBlank(), "the data folder has no name");
        try {
            return Path.of(name).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new WrongUsageException(
                    String.format(Locale.ROOT, "no folder can be called %s in this locale: %s", name, e.getReason()));
        }
    }

    private ServiceEnvironment configuration() throws WrongUsageException {
        try {
            return ServiceEnvironment.of("order-service", serviceOptions, environment);
        } catch (RuntimeException e) {
            throw new WrongUsageException("cannot tell the data folder from the configuration: " + e.getMessage());
        }
    }

    private static Store store(String word) throws WrongUsageException {
        return Store.of(word)
                .orElseThrow(() -> new WrongUsageException(
                        String.format(Locale.ROOT, "there is nothing called %s to export", word)));
    }

    private Format format() throws WrongUsageException {
        return switch (format) {
            case "json" -> Format.JSON;
            case "jsonl" -> Format.JSONL;
            default -> throw new WrongUsageException("the format is json or jsonl, not " + format);
        };
    }

    private static void refuse(boolean wrong, String message) throws WrongUsageException {
        if (wrong) {
            throw new WrongUsageException(message);
        }
    }

    /** The arguments are not a valid command. The message says why. */
    static final class WrongUsageException extends Exception {
        WrongUsageException(String message) {
            super(message);
        }
    }
}
