package io.orderpipeline.tools.fault;

/**
 * One fault of a schedule.
 *
 * @param target       the name of a party or a link, {@code database} for its disk, or {@code receiver}
 * @param atMillis     when it begins, after the start of the load
 * @param lengthMillis how long it lasts
 */
public record Fault(FaultKind kind, String target, long atMillis, long lengthMillis) {

    long endMillis() {
        return atMillis + lengthMillis;
    }
}
