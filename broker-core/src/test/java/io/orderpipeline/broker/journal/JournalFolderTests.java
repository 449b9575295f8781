package io.orderpipeline.broker.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Uses the real file system, with obstacles that people may create. */
class JournalFolderTests {

    private static final String NAME = "orders.json";

    @TempDir
    Path temp;

    @Test
    void createsEverythingForItsOwnerOnly() throws IOException {
        Path folder = temp.resolve("data/orders");
        try (JournalFolder opened = JournalFolder.open(folder)) {
            append(opened, "\"id\":1");
        }

        assertThat(permissions(temp.resolve("data"))).isEqualTo("rwx------");
        assertThat(permissions(folder)).isEqualTo("rwx------");
        assertThat(permissions(folder.resolve(NAME))).isEqualTo("rw-------");
        assertThat(permissions(folder.resolve(".lock"))).isEqualTo("rw-------");
    }

    @Test
    void keepsWhatWasWritten() {
        try (JournalFolder folder = JournalFolder.open(temp)) {
            append(folder, "\"id\":1");
        }
        try (JournalFolder folder = JournalFolder.open(temp)) {
            append(folder, "\"id\":2");

            try (JournalReader reader = folder.view().open(NAME).orElseThrow()) {
                assertThat(text(reader.next())).isEqualTo("{\"id\":1}");
                assertThat(text(reader.next())).isEqualTo("{\"id\":2}");
                assertThat(reader.next()).isNull();
            }
        }
    }

    @Test
    void cannotBeOpenedOnceItIsRetired() throws IOException {
        try (JournalFolder folder = JournalFolder.open(temp)) {
            append(folder, "\"id\":1");
            folder.retire("look elsewhere");
        }
        assertThatThrownBy(() -> JournalFolder.open(temp))
                .isInstanceOf(FolderUnusableException.class)
                .hasMessage("cannot use %s: look elsewhere", temp);
        assertThat(FolderView.of(temp).retirement()).contains("look elsewhere");

        try (JournalFolder folder = JournalFolder.openForRepair(temp)) {
            folder.reinstate();
            folder.reinstate();
        }
        JournalFolder.open(temp).close();
        assertThat(FolderView.of(temp).retirement()).isEmpty();
    }

    @Test
    void staysReinstatedThroughAPowerCut() throws IOException {
        for (int seed = 0; seed < 20; seed++) {
            SimulatedDisk disk = new SimulatedDisk(seed);
            JournalFolder folder = disk.folder(Path.of("/data"));
            folder.retire("look elsewhere");

            folder.reinstate();
            disk.cutPower();

            assertThat(folder.view().retirement()).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    void refusesTheSameProcessTwice() {
        JournalFolder folder = JournalFolder.open(temp);
        try {
            assertThatThrownBy(() -> JournalFolder.open(temp.resolve("../" + temp.getFileName())))
                    .isInstanceOf(FolderLockedException.class)
                    .hasMessage(
                            "%s is in use by this process, pid %d; one process at a time may write to it. Stop that one, or name another folder",
                            temp, ProcessHandle.current().pid());
        } finally {
            folder.close();
        }
        JournalFolder.open(temp).close();
    }

    @Test
    void refusesAFolderThatAnotherProcessHolds() throws Exception {
        Process other = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        FolderHolder.class.getName(),
                        temp.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = new BufferedReader(new InputStreamReader(other.getInputStream(), UTF_8))) {
            assertThat(output.readLine()).isEqualTo("held");

            assertThatThrownBy(() -> JournalFolder.open(temp))
                    .isInstanceOf(FolderLockedException.class)
                    .hasMessage(
                            "%s is in use by the process with pid %d; one process at a time may write to it. Stop that one, or name another folder",
                            temp, other.pid());
            // The owner file may be missing, for example because the disk was full.
            Files.delete(temp.resolve(FolderOwner.FILE));
            assertThatThrownBy(() -> JournalFolder.open(temp))
                    .isInstanceOf(FolderLockedException.class)
                    .hasMessageContaining("is in use by another process;");
            assertThat(OpenHandles.of(temp.resolve(".lock"))).isZero();
        } finally {
            other.destroyForcibly();
        }
        assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
        // When a process is killed, its lock is released.
        JournalFolder.open(temp).close();
    }

    @Test
    void stopsWhenSomethingElseWritesToTheFile() throws IOException {
        try (JournalFolder folder = JournalFolder.open(temp)) {
            Journal journal = recover(folder);
            commit(journal, "\"id\":1");
            long size = Files.size(temp.resolve(NAME));
            Files.writeString(temp.resolve(NAME), "\n", StandardOpenOption.APPEND);

            assertThatThrownBy(() -> commit(journal, "\"id\":2"))
                    .isInstanceOf(StorageFailedException.class)
                    .hasMessage(
                            "expected %d bytes in orders.json but found %d: something else writes to it",
                            size, size + 1);
            assertThatThrownBy(() -> commit(journal, "\"id\":3"))
                    .isInstanceOf(StorageFailedException.class)
                    .hasMessage("orders.json failed earlier; only a restart can determine what it holds");
        }
    }

    @Test
    void refusesASymbolicLinkInPlaceOfAFile() throws IOException {
        Path target = Files.writeString(temp.resolve("elsewhere"), "[\n]");
        Files.createSymbolicLink(temp.resolve(NAME), target);

        assertRefused("cannot use %s: not a regular file");
        assertThat(target).hasContent("[\n]");
    }

    @Test
    void refusesALinkToNowhereInPlaceOfAFile() throws IOException {
        Files.createSymbolicLink(temp.resolve(NAME), temp.resolve("nowhere"));

        assertRefused("cannot use %s: not a regular file");
    }

    @Test
    void refusesAFolderInPlaceOfAFile() throws IOException {
        Files.createDirectory(temp.resolve(NAME));

        assertRefused("cannot use %s: not a regular file");
    }

    @Test
    void refusesAPipeInPlaceOfAFileWithoutWaitingForIt() throws Exception {
        assumeTrue(run("mkfifo", temp.resolve(NAME).toString()) == 0, "there is no mkfifo here");

        assertRefused("cannot use %s: not a regular file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mkfifo", "mkdir", "ln -s ../elsewhere"})
    void refusesAnythingButAFileInPlaceOfItsLock(String create) throws Exception {
        assumeTrue(run("sh", "-c", create + " " + temp.resolve(".lock")) == 0, "there is no such command here");

        assertThatThrownBy(() -> JournalFolder.open(temp))
                .isInstanceOf(FolderUnusableException.class)
                .hasMessage("cannot use %s: .lock in it is not a regular file", temp);
    }

    @Test
    void refusesAFileInPlaceOfTheFolder() throws IOException {
        Path file = Files.writeString(temp.resolve("data"), "something");

        assertThatThrownBy(() -> JournalFolder.open(file.resolve("orders")))
                .isInstanceOf(FolderUnusableException.class)
                .hasMessageEndingWith("something that is not a folder is in the way");
        assertThat(file).hasContent("something");
    }

    @Test
    void refusesAFileThatItMayNotWrite() throws IOException {
        try (JournalFolder folder = JournalFolder.open(temp)) {
            append(folder, "\"id\":1");
        }
        Files.setPosixFilePermissions(temp.resolve(NAME), PosixFilePermissions.fromString("r--------"));
        assumeTrue(!Files.isWritable(temp.resolve(NAME)), "root may write to anything");

        assertRefused("cannot use %s: permission denied");
    }

    @Test
    void refusesAReadOnlyFolder() throws Exception {
        SmallDisk disk = SmallDisk.mount(temp.resolve("disk"), "1m");
        try {
            run("mount", "-o", "remount,ro", disk.folder().toString());

            assertThatThrownBy(() -> JournalFolder.open(disk.folder()))
                    .isInstanceOf(FolderUnusableException.class)
                    .hasMessage("cannot use %s: Read-only file system", disk.folder());
        } finally {
            disk.unmount();
        }
    }

    @Test
    void losesNothingOnAFullDiskAndResumesWhenThereIsRoom() throws Exception {
        SmallDisk disk = SmallDisk.mount(temp.resolve("disk"), "1m");
        try {
            Path ballast = Files.write(disk.folder().resolve("ballast"), new byte[512 << 10]);
            int written = 0;
            try (JournalFolder folder = JournalFolder.open(disk.folder());
                    Journal journal = recover(folder)) {
                written = fill(journal);
                assertThat(written).isPositive();
            }
            try (JournalFolder folder = JournalFolder.open(disk.folder());
                    Journal journal = recover(folder)) {
                assertThat(journal.lastSeq())
                        .as("after a restart on the full disk")
                        .isEqualTo(written);
                assertThatThrownBy(() -> commit(journal, big())).isInstanceOf(StorageFullException.class);

                Files.delete(ballast);
                commit(journal, big());

                assertThat(journal.lastSeq()).isEqualTo(written + 1);
            }
        } finally {
            disk.unmount();
        }
    }

    @Test
    void releasesTheLockWhenItCannotFinishARepair() throws IOException {
        Files.createDirectory(temp.resolve("repair-plan"));
        assertThatThrownBy(() -> JournalFolder.open(temp)).isInstanceOf(FolderUnusableException.class);
        Files.delete(temp.resolve("repair-plan"));

        JournalFolder.open(temp).close();
    }

    @Test
    void readsBackWhatItReplaced() throws IOException {
        try (JournalFolder folder = JournalFolder.open(temp)) {
            assertThat(folder.view().read("checkpoint.json", 10)).isEmpty();
            folder.replace("checkpoint.json", "{}".getBytes(UTF_8));
            assertThat(folder.view().read("checkpoint.json", 10)).isEqualTo("{}".getBytes(UTF_8));
            assertThat(OpenHandles.of(temp.resolve("checkpoint.json"))).isZero();
        }
    }

    @Test
    void readsItsSubfolders() throws IOException {
        try (JournalFolder folder = JournalFolder.open(temp)) {
            folder.replace("segment.json", "[\n]".getBytes(UTF_8));
            folder.moveInto("archive", "segment.json");
            FolderView archive = folder.view().folder("archive");

            assertThat(archive).hasToString(temp.resolve("archive").toString());
            assertThat(archive.names()).containsExactly("segment.json");
            assertThat(archive.folder("nothing").names()).isEmpty();
        }
    }

    static Stream<Arguments> failures() {
        String file = "orders.json";
        return Stream.of(
                Arguments.of(new AccessDeniedException(file), "permission denied"),
                Arguments.of(new NoSuchFileException(file), "no such file or folder"),
                Arguments.of(new NotDirectoryException(file), "something that is not a folder is in the way"),
                Arguments.of(new FileAlreadyExistsException(file), "something that is not a folder is in the way"),
                Arguments.of(new FileSystemException(file, null, "Read-only file system"), "Read-only file system"),
                Arguments.of(new IOException("Input/output error"), "Input/output error"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void saysWhyAFileCannotBeUsed(IOException failure, String problem) {
        assertThat(JournalFolder.unusable(Path.of("/data"), failure))
                .hasMessage("cannot use /data: " + problem)
                .hasCause(failure);
    }

    @Test
    void namesTheRepairCommandForDamage() throws IOException {
        HandWrittenJournal journal = HandWrittenJournal.ofBatches(1, 1);
        byte[] bytes = journal.bytes();
        bytes[journal.start(1) + 20] ^= 1;
        Path data = temp.resolve("data");
        try (JournalFolder folder = JournalFolder.open(data.resolve("orders"))) {
            Files.write(data.resolve("orders").resolve(NAME), bytes);

            assertThatThrownBy(() -> recover(folder))
                    .isInstanceOf(JournalDamagedException.class)
                    .hasMessageEndingWith("repair --pipeline.data-dir=" + data);
        }
    }

    private static int fill(Journal journal) {
        for (int written = 0; ; written++) {
            try {
                commit(journal, big());
            } catch (StorageFullException e) {
                return written;
            }
        }
    }

    private static String big() {
        return String.format(Locale.ROOT, "\"id\":\"%s\"", "x".repeat(10_000));
    }

    private void assertRefused(String message) {
        try (JournalFolder folder = JournalFolder.open(temp)) {
            assertThatThrownBy(() -> recover(folder))
                    .isInstanceOf(FolderUnusableException.class)
                    .hasMessage(message, temp.resolve(NAME));
        }
    }

    private static void append(JournalFolder folder, String members) {
        try (Journal journal = recover(folder)) {
            commit(journal, members);
        }
    }

    private static Journal recover(JournalFolder folder) {
        return folder.scan(NAME, Origin.START, RecordVisitor.none()).recover(0).journal();
    }

    private static void commit(Journal journal, String members) {
        journal.stage(members.getBytes(UTF_8));
        journal.write();
        journal.force();
    }

    private static String text(@Nullable JournalRecord record) {
        return record == null ? "nothing" : new String(record.json(), UTF_8);
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(List.of(command))
                .redirectErrorStream(true)
                .start()
                .waitFor();
    }

    /** A separate file system in memory; mounting it requires root. */
    private record SmallDisk(Path folder) {

        static SmallDisk mount(Path folder, String size) throws IOException, InterruptedException {
            Files.createDirectory(folder);
            int exitCode = run("mount", "-t", "tmpfs", "-o", "mode=0700,size=" + size, "tmpfs", folder.toString());
            assumeTrue(exitCode == 0, "only root may mount a tmpfs");
            return new SmallDisk(folder);
        }

        void unmount() throws IOException, InterruptedException {
            run("umount", folder.toString());
        }
    }

    /** The note is shown to people, whatever the file contains. */
    @Test
    void showsOnlyTheBeginningOfANoteAndNoControlCharacters() throws IOException {
        Files.writeString(temp.resolve(RetiredFolder.FILE), "\033[2Jcopied\0 \u202e" + "x".repeat(3_000));
        assertThat(FolderView.of(temp).retirement().orElseThrow())
                .startsWith("\\u001b[2Jcopied\\u0000 \\u202exxx")
                .endsWith("x...")
                .hasSize(500);
    }
}
