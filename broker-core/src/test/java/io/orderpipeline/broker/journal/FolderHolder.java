package io.orderpipeline.broker.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** A separate process that takes a folder, says so, and waits to be killed. */
final class FolderHolder {

    private FolderHolder() {}

    public static void main(String[] arguments) throws IOException {
        try (JournalFolder folder = JournalFolder.open(Path.of(arguments[0]))) {
            System.out.println("held");
            int end = System.in.read();
            System.out.println(String.format(
                    Locale.ROOT,
                    "asked to end by %d, holding %s",
                    end,
                    folder.view().names()));
        }
    }
}
