package io.orderpipeline.orders.maintenance;

import io.orderpipeline.broker.inbox.file.FileDeadLetters;
import io.orderpipeline.broker.inbox.file.FileProcessedNotifications;
import io.orderpipeline.broker.journal.FolderRepair;
import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.journal.JournalInspection;
import io.orderpipeline.broker.outbox.file.FileCheckpoint;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/**
 * What is to be done in the folder of the notification service.
 *
 * @param surveys   what damaged files are made of anew
 * @param fromStart whether the relay's checkpoint is taken out
 */
record InboxRepair(List<InboxSurvey> surveys, boolean fromStart) {

    static InboxRepair plan(FolderView folder, Findings findings, boolean fromStart) {
        return new InboxRepair(
                findings.notifications().stream()
                        .filter(file -> !file.isUsable())
                        .map(JournalInspection::name)
                        .map(name -> InboxSurvey.of(folder, name))
                        .toList(),
                fromStart);
    }

    boolean isNeeded() {
        return !surveys.isEmpty() || fromStart;
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

    /** Returns the name of the folder in which the old files are now. */
    String carryOut(FolderRepair repair) throws IOException {
        for (InboxSurvey survey : surveys) {
            try (RebuiltJournal rebuilt = new RebuiltJournal(repair, survey.name())) {
                survey.copyTo(rebuilt);
                rebuilt.commit();
            }
        }
        return repair.commit(
                surveys.stream().map(InboxSurvey::name).toList(), fromStart ? List.of(FileCheckpoint.FILE) : List.of());
    }
}
