package io.orderpipeline.orders.maintenance;

import io.orderpipeline.broker.inbox.file.FileDeadLetters;
import io.orderpipeline.broker.inbox.file.FileProcessedNotifications;
import io.orderpipeline.broker.journal.FolderRepair;
import io.orderpipeline.broker.journal.FolderView;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/**
 * What must be done in the folder of the notification service.
 *
 * @param surveys what damaged files are rebuilt from
 */
record InboxRepair(List<InboxSurvey> surveys) {

    static InboxRepair plan(FolderView folder, Findings findings) {
        return new InboxRepair(findings.notifications().stream()
                .filter(file -> !file.isUsable())
                .map(file -> InboxSurvey.of(folder, file.name()))
                .toList());
    }

    boolean isNeeded() {
        return !surveys.isEmpty();
    }

    void describe(PrintStream out) {
        for (InboxSurvey survey : surveys) {
            survey.describe(out);
            if (survey.name().equals(FileProcessedNotifications.FILE)) {
                out.println(
                        "processed_notifications.json: a key that is lost is no longer known as notified: a replay may notify it again");
            } else if (survey.name().equals(FileDeadLetters.FILE)) {
                out.println("dead_letters.json: a letter whose first record is lost is gone, with its later changes");
            }
        }
    }

    /** Returns the name of the folder that now holds the old files. */
    String carryOut(FolderRepair repair) throws IOException {
        for (InboxSurvey survey : surveys) {
            try (RebuiltJournal rebuilt = new RebuiltJournal(repair, survey.name())) {
                survey.copyTo(rebuilt);
                rebuilt.commit();
            }
        }
        return repair.commit(surveys.stream().map(InboxSurvey::name).toList(), List.of());
    }
}
