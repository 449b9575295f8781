package io.orderpipeline.tools.edited;

import io.orderpipeline.tools.fault.Fault;
import java.util.List;

/**
 * Services that break one rule.
 *
 * @param name   as in {@code --broken=checkpoint-too-early}
 * @param rule   the rule of the judge that has to notice
 * @param edits  what makes it
 * @param faults what shows it; services that are not broken survive this
 */
public record BrokenVariant(String name, String rule, List<Edit> edits, List<Fault> faults) {

    public BrokenVariant {
        edits = List.copyOf(edits);
        faults = List.copyOf(faults);
    }
}
