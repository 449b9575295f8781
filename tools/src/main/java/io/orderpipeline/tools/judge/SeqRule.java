package io.orderpipeline.tools.judge;

import io.orderpipeline.tools.judge.Stored.StoredOrder;
import java.util.ArrayList;
import java.util.List;

/** Seqs begin with 1, have no gaps, and are in commit order. */
final class SeqRule implements Rule {

    @Override
    public List<String> violations(History history) {
        List<String> violations = new ArrayList<>();
        long seq = 0;
        long committed = Long.MIN_VALUE;
        for (StoredOrder order : history.stored().orders()) {
            if (order.seq() != seq + 1) {
                violations.add("seq " + order.seq() + " follows " + seq);
            }
            if (order.committedMicros() < committed) {
                violations.add("seq " + order.seq() + " was committed " + (committed - order.committedMicros())
                        + " us before a lower one");
            }
            seq = order.seq();
            committed = Math.max(committed, order.committedMicros());
        }
        return violations;
    }
}
