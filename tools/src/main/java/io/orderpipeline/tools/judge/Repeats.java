package io.orderpipeline.tools.judge;

import io.orderpipeline.tools.judge.Stored.NotificationKey;
import io.orderpipeline.tools.receiver.Notice;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Notifications accepted more than once, and the crash windows that explain them. */
final class Repeats {

    private final Map<CrashWindow, Integer> explained = new EnumMap<>(CrashWindow.class);
    private final List<String> unexplained = new ArrayList<>();

    private Repeats() {}

    static Repeats in(History history) {
        Repeats repeats = new Repeats();
        Map<NotificationKey, Notice> latest = new HashMap<>();
        for (Notice notice : history.notices()) {
            if (notice.isTaken()) {
                Notice before = latest.put(new NotificationKey(notice.orderId(), notice.itemId()), notice);
                if (before != null) {
                    repeats.judge(before, notice, history);
                }
            }
        }
        return repeats;
    }

    private void judge(Notice before, Notice again, History history) {
        Optional<CrashWindow> window = CrashWindow.around(before, history.faults());
        if (window.isPresent()) {
            explained.merge(window.get(), 1, Integer::sum);
        } else {
            unexplained.add("sent again without a crash: " + before.orderId() + " " + before.itemId() + " by "
                    + before.sender() + " and " + (again.at() - before.at()) / 1_000_000 + " ms later by "
                    + again.sender());
        }
    }

    Map<CrashWindow, Integer> explained() {
        return Map.copyOf(explained);
    }

    List<String> unexplained() {
        return List.copyOf(unexplained);
    }
}
