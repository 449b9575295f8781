package io.orderpipeline.tools.judge;

import io.orderpipeline.tools.fault.Injected;
import io.orderpipeline.tools.load.Attempt;
import io.orderpipeline.tools.receiver.Notice;
import java.util.List;

/**
 * Everything that is known of a run.
 *
 * @param attempts what clients sent and were told
 * @param stored   what the database holds
 * @param notices  what the receiver got, in its order
 * @param faults   what was injected
 */
public record History(List<Attempt> attempts, Stored stored, List<Notice> notices, List<Injected> faults) {

    public History {
        attempts = List.copyOf(attempts);
        notices = List.copyOf(notices);
        faults = List.copyOf(faults);
    }
}
