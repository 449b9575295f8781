package io.orderpipeline.tools.edited;

import io.orderpipeline.tools.fault.Fault;
import java.util.List;

/**
 * A build of the services that breaks one rule.
 *
 * @param name   as in {@code --broken=checkpoint-too-early}
 * @param rule   the judge's rule that must catch it
 * @param edits  the source changes that break it
 * @param faults the faults that reveal it; unbroken services survive them
 */
public record BrokenVariant(String name, String rule, List<Edit> edits, List<Fault> faults) {

    public BrokenVariant {
        edits = List.copyOf(edits);
        faults = List.copyOf(faults);
    }
}
