package io.orderpipeline.broker.outbox.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.outbox.Checkpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A checkpoint in a small file, {@code {"seq":42}}, replaced as a whole. Not thread-safe. */
public final class FileCheckpoint implements Checkpoint {

    /** The file's name in the folder of the service that reads the outbox. */
    public static final String FILE = "outbox-checkpoint.json";

    private static final Pattern CONTENT = Pattern.compile("\\s*\\{\\s*\"seq\"\\s*:\\s*(\\d{1,18})\\s*}\\s*");

    private final JournalFolder folder;

    public FileCheckpoint(JournalFolder folder) {
        this.folder = folder;
    }

    /** The seq that another service saved in its folder, 0 when it saved none yet. */
    public static long savedIn(FolderView folder) {
        try {
            return parse(folder.read(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public long load() {
        return savedIn(folder.view());
    }

    @Override
    public void save(long seq) {
        try {
            folder.replace(FILE, "{\"seq\":%d}%n".formatted(seq).getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long parse(byte[] file) {
        String content = new String(file, UTF_8);
        if (content.isBlank()) {
            return 0;
        }
        Matcher matcher = CONTENT.matcher(content);
        if (!matcher.matches()) {
            throw new IllegalStateException("%s does not hold a checkpoint: %s".formatted(FILE, content.strip()));
        }
        return Long.parseLong(matcher.group(1));
    }
}
