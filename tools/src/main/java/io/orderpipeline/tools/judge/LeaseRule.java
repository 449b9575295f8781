package io.orderpipeline.tools.judge;

import io.orderpipeline.tools.judge.Stored.LeaseChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Epochs rise, progress never falls, and only the process that began an epoch changes the row during that epoch. */
final class LeaseRule implements Rule {

    @Override
    public List<String> violations(History history) {
        List<String> violations = new ArrayList<>();
        Map<Long, String> owners = new HashMap<>();
        long epoch = 0;
        long doneSeq = 0;
        for (LeaseChange change : history.stored().leaseChanges()) {
            String owner = owners.computeIfAbsent(change.epoch(), begun -> change.by());
            if (!owner.equals(change.by())) {
                violations.add(change.by() + " changed the lease in epoch " + change.epoch() + " of " + owner);
            }
            if (change.epoch() < epoch) {
                violations.add("epoch " + change.epoch() + " follows " + epoch);
            }
            if (change.doneSeq() < doneSeq) {
                violations.add("done_seq falls from " + doneSeq + " to " + change.doneSeq() + " by " + change.by());
            }
            epoch = change.epoch();
            doneSeq = change.doneSeq();
        }
        return violations;
    }
}
