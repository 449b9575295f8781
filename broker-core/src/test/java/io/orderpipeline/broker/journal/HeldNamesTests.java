package io.orderpipeline.broker.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A journal whose file names are changed while a process writes to it, on the real file system. */
class HeldNamesTests {

    private static final String NAME = "orders.json";

    @TempDir
    Path temp;

    private Path folder;

    @BeforeEach
    void nameAFolder() {
        folder = temp.resolve("orders");
    }

    /** A change by another program, and the name that leads elsewhere afterwards. */
    enum Change {
        FILE_DELETED(NAME) {
            @Override
            void make(Path folder) throws IOException {
                Files.delete(folder.resolve(NAME));
            }
        },
        FILE_MOVED(NAME) {
            @Override
            void make(Path folder) throws IOException {
                Files.move(folder.resolve(NAME), folder.resolve("elsewhere.json"));
            }
        },
        FILE_REPLACED_BY_ITS_COPY(NAME) {
            @Override
            void make(Path folder) throws IOException {
                Path copy = Files.copy(folder.resolve(NAME), folder.resolve("copy.json"));
                Files.delete(folder.resolve(NAME));
                Files.move(copy, folder.resolve(NAME));
            }
        },
        FILE_REPLACED_BY_A_LINK_TO_IT(NAME) {
            @Override
            void make(Path folder) throws IOException {
                Path moved = Files.move(folder.resolve(NAME), folder.resolve("moved.json"));
                Files.createSymbolicLink(folder.resolve(NAME), moved);
            }
        },
        LOCK_DELETED(".lock") {
            @Override
            void make(Path folder) throws IOException {
                Files.delete(folder.resolve(".lock"));
            }
        },
        LOCK_REPLACED(".lock") {
            @Override
            void make(Path folder) throws IOException {
                Files.move(folder.resolve(".lock"), folder.resolve(".old"));
                Files.createFile(folder.resolve(".lock"));
            }
        },
        FOLDER_MOVED("") {
            @Override
            void make(Path folder) throws IOException {
                Files.move(folder, folder.resolveSibling("moved"));
            }
        },
        FOLDER_REPLACED_BY_ITS_COPY("") {
            @Override
            void make(Path folder) throws IOException {
                Path moved = Files.move(folder, folder.resolveSibling("moved"));
                Files.createDirectory(folder);
                try (Stream<Path> files = Files.list(moved)) {
                    for (Path file : files.toList()) {
                        Files.copy(file, folder.resolve(file.getFileName()));
                    }
                }
            }
        },
        FOLDER_REPLACED_BY_A_FILE("") {
            @Override
            void make(Path folder) throws IOException {
                Files.move(folder, folder.resolveSibling("moved"));
                Files.createFile(folder);
            }
        };

        private final String named;

        Change(String named) {
            this.named = named;
        }

        abstract void make(Path folder) throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    void failsBeforeItWritesAndWhenItIsChecked(Change change) throws IOException {
        try (JournalFolder opened = JournalFolder.open(folder)) {
            Journal journal = journalIn(opened);
            journal.check();
            change.make(folder);

            assertThatThrownBy(journal::check)
                    .isInstanceOf(StorageFailedException.class)
                    .hasMessageStartingWith(folder + "/")
                    .hasMessageContaining(change.named)
                    .hasMessageContaining("was replaced, moved or deleted while this process used it");
            journal.stage("\"id\":2".getBytes(UTF_8));
            assertThatThrownBy(journal::write).isInstanceOf(StorageFailedException.class);
        }
    }

    /** The record is in a file that no start will find, so it must not be acknowledged as durable. */
    @ParameterizedTest
    @EnumSource
    void failsAfterASyncThatWentElsewhere(Change change) throws IOException {
        try (JournalFolder opened = JournalFolder.open(folder)) {
            Journal journal = journalIn(opened);
            journal.stage("\"id\":2".getBytes(UTF_8));
            journal.write();
            change.make(folder);

            assertThatThrownBy(journal::force)
                    .isInstanceOf(StorageFailedException.class)
                    .hasMessageContaining(change.named);
            assertThat(journal.durableSeq()).isEqualTo(1);
        }
    }

    @Test
    void followsTheNameFromAClosedFileToTheNext() throws IOException {
        try (JournalFolder opened = JournalFolder.open(folder)) {
            Journal next = opened.rotate(NAME, "closed.json", journalIn(opened));
            next.check();
            Files.delete(folder.resolve("closed.json"));
            next.check();
            Files.delete(folder.resolve(NAME));
            assertThatThrownBy(next::check).isInstanceOf(StorageFailedException.class);
        }
    }

    /** People delete lock files when a service says that a folder is in use. */
    @ParameterizedTest
    @EnumSource(names = {"LOCK_DELETED", "LOCK_REPLACED"})
    void refusesAFolderInUseWhoseLockFileIsGone(Change change) throws Exception {
        Process other = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        FolderHolder.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = new BufferedReader(new InputStreamReader(other.getInputStream(), UTF_8))) {
            assertThat(output.readLine()).isEqualTo("held");
            change.make(folder);

            for (int attempt = 1; attempt <= 2; attempt++) {
                assertThatThrownBy(() -> JournalFolder.open(folder))
                        .isInstanceOf(FolderLockedException.class)
                        .hasMessageContaining("in use by the process with pid " + other.pid());
            }
        } finally {
            other.destroyForcibly();
        }
        assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
        JournalFolder.open(folder).close();
    }

    @Test
    void keepsTheOwnerFileOfAFolderThatReplacedItsOwn() throws IOException {
        String other = "pid 1 started 2026-11-01T12:00:00Z\n";
        JournalFolder opened = JournalFolder.open(folder);
        Change.FOLDER_MOVED.make(folder);
        Files.createDirectory(folder);
        Files.writeString(folder.resolve(FolderOwner.FILE), other);
        opened.close();
        assertThat(folder.resolve(FolderOwner.FILE)).hasContent(other.strip());
    }

    private static Journal journalIn(JournalFolder folder) {
        Journal journal =
                folder.scan(NAME, Origin.START, RecordVisitor.none()).recover(0).journal();
        journal.stage("\"id\":1".getBytes(UTF_8));
        journal.write();
        journal.force();
        return journal;
    }
}
