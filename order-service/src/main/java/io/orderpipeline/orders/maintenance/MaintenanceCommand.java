package io.orderpipeline.orders.maintenance;

import io.orderpipeline.broker.journal.FileProblem;
import io.orderpipeline.broker.journal.FolderLockedException;
import io.orderpipeline.broker.journal.JournalException;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.startup.StartArguments;
import io.orderpipeline.orders.maintenance.CommandLine.WrongUsageException;
import io.orderpipeline.orders.storage.postgres.OrdersDatabase;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LoggingSystem;

/** The commands {@code verify}, {@code export}, {@code repair} and {@code import}, on a data folder or a database. */
public final class MaintenanceCommand {

    /** The words that can start such a command line. */
    public static final Set<String> NAMES = CommandLine.COMMANDS;

    /** How to use the commands, one per line. */
    public static final String USAGE = CommandLine.USAGE;

    private final PrintStream out;
    private final PrintStream messages;
    private final BooleanSupplier confirmation;

    /** @param confirmation asked before a repair that was not confirmed on the command line */
    MaintenanceCommand(PrintStream out, PrintStream messages, BooleanSupplier confirmation) {
        this.out = out;
        this.messages = messages;
        this.confirmation = confirmation;
    }

    /** Runs the command named by the first word and ends the JVM with its exit code; returns when that word names no command. */
    public static void runIfNamed(String[] arguments) {
        if (StartArguments.firstWord(arguments).filter(NAMES::contains).isPresent()) {
            // The output is for people and pipes; the command itself prints what would be logged.
            LoggingSystem.get(MaintenanceCommand.class.getClassLoader()).beforeInitialize();
            MaintenanceCommand command =
                    new MaintenanceCommand(System.out, System.err, MaintenanceCommand::confirmOnConsole);
            System.exit(command.run(List.of(arguments), System.getenv()).code());
        }
    }

    ExitCode run(List<String> arguments, Map<String, String> environment) {
        try {
            return run(CommandLine.parse(arguments, environment));
        } catch (WrongUsageException e) {
            messages.println(e.getMessage());
            messages.print(CommandLine.USAGE);
            return ExitCode.WRONG_USAGE;
        } catch (FolderLockedException e) {
            messages.println(e.getMessage());
            return ExitCode.REFUSED;
        } catch (JournalException | UncheckedIOException e) {
            messages.println(e.getMessage());
            return ExitCode.UNUSABLE;
        } catch (IOException e) {
            messages.println(FileProblem.of(e));
            return ExitCode.UNUSABLE;
        }
    }

    private ExitCode run(Request request) throws IOException {
        if (request instanceof Request.VerifyDatabase verify) {
            try (OrdersDatabase database = OrdersDatabase.of(verify.configuration())) {
                out.println("database: " + database);
                return new VerifyDatabase(database, out, messages).run();
            }
        }
        return onFolder((Request.OnFolder) request);
    }

    private ExitCode onFolder(Request.OnFolder request) throws IOException {
        Path path = request.dataFolder();
        DataFolder folder = DataFolder.at(path);
        boolean exports = request instanceof Request.Export;
        // For verify, standard output is for people. For export it is for programs, so messages go elsewhere.
        (exports ? messages : out).println("data folder: " + path);
        if (exports ? folder.isEmpty() : folder.hasNoOrders()) {
            messages.println(
                    (Files.isDirectory(path)
                                    ? path + " holds no files of the order service"
                                    : "there is no folder " + path)
                            + ": orders/orders.json and orders/outbox.json are missing. Name the folder with --pipeline.data-dir");
            return ExitCode.WRONG_USAGE;
        }
        if (request instanceof Request.Export export) {
            return new Export(folder, export, out, messages).run();
        }
        if (request instanceof Request.Verify) {
            return new Verify(folder, out).run(folder.user());
        }
        Optional<String> user = folder.user();
        if (user.isPresent()) {
            messages.println(user.get() + ": stop it first");
            return ExitCode.REFUSED;
        }
        return request instanceof Request.Repair repair
                ? repair(folder, repair)
                : importFrom(folder, (Request.Import) request);
    }

    /** Creates a missing folder, because both are retired afterwards. */
    private ExitCode importFrom(DataFolder folder, Request.Import request) throws IOException {
        try (OrdersDatabase database = OrdersDatabase.of(request.configuration());
                JournalFolder orders = JournalFolder.openForRepair(DataFolder.orders(request.dataFolder()));
                JournalFolder notifications =
                        JournalFolder.openForRepair(DataFolder.notifications(request.dataFolder()))) {
            out.println("database: " + database);
            return new Import(orders, notifications, folder, out, messages)
                    .into(database, request.configuration().externalBroker());
        }
    }

    /** Called only when no running process uses the folders, so the lock file of a live service is never touched. */
    private ExitCode repair(DataFolder folder, Request.Repair request) throws IOException {
        try (JournalFolder orders = lock(DataFolder.orders(request.dataFolder()));
                JournalFolder notifications = lock(DataFolder.notifications(request.dataFolder()))) {
            return new Repair(orders, notifications, folder, out).run(request.confirmed() ? () -> true : confirmation);
        }
    }

    private static @Nullable JournalFolder lock(Path path) {
        return Files.isDirectory(path) ? JournalFolder.openForRepair(path) : null;
    }

    @SuppressWarnings("SystemConsoleNull") // Up to Java 21 it is null without a terminal; later the answer is.
    private static boolean confirmOnConsole() {
        Console console = System.console();
        String answer = console == null ? null : console.readLine("Type yes to continue: ");
        if (answer == null) {
            System.err.println("there is no console to ask on: repeat the command with --yes");
        }
        return "yes".equals(answer);
    }
}
