package io.orderpipeline.tools.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * How a process is started and ended.
 *
 * @param command     the command, by the number of the start, from 1
 * @param environment variables added to this program's environment
 * @param endSignal   the signal that asks it to end
 * @param readyLine   the text in its log that shows it is ready
 */
public record Program(
        String name,
        IntFunction<List<String>> command,
        Map<String, String> environment,
        String endSignal,
        String readyLine) {

    public Program {
        environment = Map.copyOf(environment);
    }

    Path log(Path folder, int start) {
        return folder.resolve(name + "." + start + ".log");
    }
}
