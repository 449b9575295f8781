package io.orderpipeline.tools.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * How a process is started and ended.
 *
 * @param command     by the number of the start, from 1
 * @param environment beside that of this program
 * @param endSignal   what asks it to end
 * @param readyLine   the text in its log that says it is ready
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
