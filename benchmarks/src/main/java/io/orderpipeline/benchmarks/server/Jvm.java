package io.orderpipeline.benchmarks.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The JVM and the arguments of a service.
 *
 * @param javaHome   of the JDK
 * @param jvmOptions before the program
 * @param arguments  after the program
 */
public record Jvm(Path javaHome, List<String> jvmOptions, List<String> arguments) {

    public Jvm {
        jvmOptions = List.copyOf(jvmOptions);
        arguments = List.copyOf(arguments);
    }

    /** The JDK that runs this program. */
    public static Jvm usual() {
        return of(Path.of(System.getProperty("java.home")));
    }

    /** A JDK whose heap is touched at the start: on a virtual machine the first access to a page may be slower than later ones. */
    public static Jvm of(Path javaHome) {
        return new Jvm(javaHome, List.of("-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch"), List.of());
    }

    /** A copy with one more argument for the service. */
    public Jvm withArgument(String argument) {
        return withArguments(List.of(argument));
    }

    /** A copy with more arguments for the service. */
    public Jvm withArguments(List<String> more) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(more);
        return new Jvm(javaHome, jvmOptions, all);
    }

    /** A copy with more options for the JVM. */
    public Jvm with(String... options) {
        List<String> all = new ArrayList<>(jvmOptions);
        all.addAll(List.of(options));
        return new Jvm(javaHome, all, arguments);
    }

    List<String> command(List<String> program, List<String> moreArguments) {
        List<String> command = new ArrayList<>();
        command.add(javaHome.resolve("bin").resolve("java").toString());
        command.addAll(jvmOptions);
        command.addAll(program);
        command.addAll(moreArguments);
        command.addAll(arguments);
        return command;
    }
}
