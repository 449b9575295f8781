package io.orderpipeline.benchmarks.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a service runs on.
 *
 * @param javaHome   of the JDK
 * @param jvmOptions before the program
 * @param arguments  behind it
 */
public record Jvm(Path javaHome, List<String> jvmOptions, List<String> arguments) {

    public Jvm {
        jvmOptions = List.copyOf(jvmOptions);
        arguments = List.copyOf(arguments);
    }

    /** The JDK of this program. */
    public static Jvm usual() {
        return of(Path.of(System.getProperty("java.home")));
    }

    /** A JDK with a heap that is there from the start: on a virtual machine the first touch of a page may be slower than all later ones. */
    public static Jvm of(Path javaHome) {
        return new Jvm(javaHome, List.of("-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch"), List.of());
    }

    /** This one with one more argument for the service. */
    public Jvm withArgument(String argument) {
        return withArguments(List.of(argument));
    }

    /** This one with more arguments for the service. */
    public Jvm withArguments(List<String> more) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(more);
        return new Jvm(javaHome, jvmOptions, all);
    }

    /** This one with further options for the JVM. */
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
