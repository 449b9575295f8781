package io.orderpipeline.tools.judge;

import io.orderpipeline.tools.fault.Injected;
import io.orderpipeline.tools.load.Attempt;
import io.orderpipeline.tools.receiver.Notice;
import java.util.List;

/**
 * Everything known about a run.
 *
 * @param attempts the clients' requests and their answers
 * @param stored   the contents of the database
 * @param notices  the requests that the receiver got, in its order
 * @param faults   the injected faults
 */
public record History(List<Attempt> attempts, Stored stored, List<Notice> notices, List<Injected> faults) {

    public History {
        attempts = List.copyOf(attempts);
        notices = List.copyOf(notices);
        faults = List.copyOf(faults);
    }
}
