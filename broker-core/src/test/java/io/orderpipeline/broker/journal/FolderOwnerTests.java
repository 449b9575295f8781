package io.orderpipeline.broker.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderOwnerTests {

    private static final ProcessHandle ME = ProcessHandle.current();

    @TempDir
    Path temp;

    @Test
    void isKnownWhileTheFolderIsOpen() {
        FolderView view = FolderView.of(temp);
        assertThat(view.owner()).isEmpty();
        try (JournalFolder folder = JournalFolder.open(temp)) {
            assertThat(view.owner()).hasValue(ME.pid());
            assertThatThrownBy(() -> JournalFolder.open(temp))
                    .isInstanceOf(FolderLockedException.class)
                    .hasMessageContaining("pid " + ME.pid());
            assertThat(folder.view().owner()).hasValue(ME.pid());
        }
        assertThat(view.owner()).isEmpty();
    }

    @Test
    void leavesTheLockFileEmpty() throws IOException {
        try (JournalFolder folder = JournalFolder.open(temp)) {
            assertThat(Files.size(temp.resolve(".lock"))).isZero();
            assertThat(folder.view().names()).contains(".lock", ".owner");
        }
    }

    @Test
    void isGoneWhenItsPidBelongsToALaterProcess() throws IOException {
        Instant started = ME.info().startInstant().orElseThrow();
        owner(String.format(Locale.ROOT, "pid %d started %s%n", ME.pid(), started));
        assertThat(FolderView.of(temp).owner()).hasValue(ME.pid());
        owner(String.format(Locale.ROOT, "pid %d started %s%n", ME.pid(), started.minusSeconds(60)));
        assertThat(FolderView.of(temp).owner()).isEmpty();
    }

    /** The clock may have been changed since. */
    @Test
    void isKnownByAStartTimeThatMovedALittle() throws IOException {
        Instant started = ME.info().startInstant().orElseThrow();
        owner(String.format(Locale.ROOT, "pid %d started %s%n", ME.pid(), started.plusSeconds(10)));
        assertThat(FolderView.of(temp).owner()).hasValue(ME.pid());
        owner(String.format(
                Locale.ROOT,
                "pid %d started %s%n",
                ME.pid(),
                started.plusSeconds(10).plusNanos(1)));
        assertThat(FolderView.of(temp).owner()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "pid",
                "pid x started 2026-11-01T12:00:00Z",
                "pid 1 started yesterday",
                "pid 99999999999 started 2026-11-01T12:00:00Z"
            })
    void isUnknownWhenItsFileSaysNothing(String content) throws IOException {
        owner(content);
        assertThat(FolderView.of(temp).owner()).isEmpty();
    }

    @Test
    void namesAnOwnerFileThatCannotBeRead() throws IOException {
        Files.createDirectory(temp.resolve(".owner"));
        String problem = "cannot use " + temp + ": .owner in it cannot be read: not a regular file";
        assertThatThrownBy(() -> FolderView.of(temp).owner())
                .isInstanceOf(FolderUnusableException.class)
                .hasMessage(problem);
        assertThatThrownBy(() -> JournalFolder.open(temp))
                .isInstanceOf(FolderUnusableException.class)
                .hasMessage(problem);
    }

    private void owner(String content) throws IOException {
        Files.writeString(temp.resolve(FolderOwner.FILE), content);
    }
}
