package io.orderpipeline.broker.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderRepairTests {

    private static final Path FOLDER = Path.of("/data");
    private static final String ASIDE = "aside-19700101T000000000Z";

    @TempDir
    Path temp;

    @Test
    void replacesFilesAndKeepsTheOldOnes() throws IOException {
        Path folder = folderToRepair("whole");
        repair(folder, Long.MAX_VALUE);
        assertRepaired(folder);
    }

    @Test
    void losesNothingWhenItDiesAtAnyCallAndIsRunAgain() throws IOException {
        long calls = repair(folderToRepair("count"), Long.MAX_VALUE);
        assertThat(calls).isGreaterThan(20);
        for (long death = 1; death <= calls; death++) {
            Path folder = folderToRepair("dies-" + death);
            assertThat(repair(folder, death)).as("calls until death").isEqualTo(death);
            assertThat(oldFilesCount(folder) || planCounts(folder) || isRepaired(folder))
                    .as("after call %d of %d", death, calls)
                    .isTrue();
            repairOnceMore(folder);
            assertRepaired(folder);
        }
    }

    @Test
    void isFinishedByTheNextStart() throws IOException {
        Path folder = folderToRepair("plan");
        Files.writeString(folder.resolve("a.json.repaired"), "new a");
        Files.writeString(folder.resolve(FolderRepair.PLAN), ASIDE + "\nreplace a.json\nremove b.json\n");

        assertThat(FolderView.of(folder).isHalfRepaired()).isTrue();
        JournalFolder.open(folder).close();

        assertThat(folder.resolve("a.json")).hasContent("new a");
        assertThat(folder.resolve(ASIDE).resolve("a.json")).hasContent("old a");
        assertThat(folder.resolve(ASIDE).resolve("b.json")).hasContent("old b");
        assertThat(folder.resolve(FolderRepair.PLAN)).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\0\0\0\033[2J",
                "aside",
                "../" + ASIDE,
                ASIDE + "\nreplace ../a.json",
                ASIDE + "\nremove archive/../../a.json",
                ASIDE + "\nremove /etc/hosts",
                ASIDE + "\nrename a.json"
            })
    void carriesOutOnlyARepairPlan(String content) throws IOException {
        Path folder = folderToRepair("foreign");
        Files.writeString(folder.resolve(FolderRepair.PLAN), content);
        assertThatThrownBy(() -> JournalFolder.open(folder))
                .isInstanceOf(FolderUnusableException.class)
                .hasMessageContaining("repair-plan is not a repair plan: ")
                .hasMessageNotContainingAny("\0", "\033");
        assertThat(folder.resolve("a.json")).hasContent("old a");
        assertThat(folder.resolve("b.json")).hasContent("old b");
    }

    @Test
    void doesNotReadAFileTooLongForAPlan() throws IOException {
        Path folder = folderToRepair("huge");
        try (RandomAccessFile plan =
                new RandomAccessFile(folder.resolve(FolderRepair.PLAN).toFile(), "rw")) {
            plan.setLength(3L << 30);
        }
        assertThatThrownBy(() -> JournalFolder.open(folder))
                .isInstanceOf(FolderUnusableException.class)
                .hasMessageContaining("repair-plan cannot be read: it has 3221225472 bytes");
    }

    @Test
    void keepsTheFirstRecordsByteForByte() throws IOException {
        HandWrittenJournal journal = new HandWrittenJournal();
        for (int i = 0; i < 5; i++) {
            journal.batch("\"id\":\"" + "x".repeat(500_000) + "\"");
        }
        for (int kept = 1; kept <= 5; kept++) {
            SimulatedDisk disk = new SimulatedDisk(kept);
            disk.put(FOLDER.resolve("segment.json"), journal.bytes());
            FolderRepair repair = disk.folder(FOLDER).repair();

            repair.keep("outbox.json", "segment.json", kept);
            String aside = repair.commit(List.of("outbox.json"), List.of("segment.json"));
            disk.cutPower();

            assertThat(disk.content(FOLDER.resolve("outbox.json")))
                    .isEqualTo((new String(journal.bytes(), 0, journal.start(kept + 1), UTF_8) + "]").getBytes(UTF_8));
            assertThat(disk.content(FOLDER.resolve(aside).resolve("segment.json")))
                    .isEqualTo(journal.bytes());
        }
    }

    @Test
    void keepsNoRecordWhenThereIsNoSource() throws IOException {
        SimulatedDisk disk = new SimulatedDisk(1);
        FolderRepair repair = disk.folder(FOLDER).repair();

        repair.keep("outbox.json", null, 0);
        repair.commit(List.of("outbox.json"), List.of());

        assertThat(disk.content(FOLDER.resolve("outbox.json"))).isEqualTo(LineFormat.EMPTY_JOURNAL);
    }

    @Test
    void losesNothingInAPowerCutAtAnyChange() throws IOException {
        byte[] old = HandWrittenJournal.ofBatches(3).bytes();
        byte[] kept = HandWrittenJournal.ofBatches(2).bytes();
        for (int seed = 0; seed < 30; seed++) {
            boolean done = false;
            for (int change = 1; !done; change++) {
                SimulatedDisk disk = new SimulatedDisk(seed);
                disk.put(FOLDER.resolve("outbox.json"), old);
                disk.put(FOLDER.resolve("later.json"), old);
                disk.crashAtChange(change);
                done = cutBack(disk.folder(FOLDER).repair());
                disk.cutPower();
                JournalFolder folder = disk.folder(FOLDER);
                boolean begun = folder.view().isHalfRepaired();
                folder.finishRepair();

                byte[] now = disk.content(FOLDER.resolve("outbox.json"));
                assertThat(folder.view().isHalfRepaired()).isFalse();
                assertThat(now).as("seed %d, change %d", seed, change).isIn(old, kept);
                assertThat(disk.holds(FOLDER.resolve("later.json")))
                        .as("seed %d, change %d", seed, change)
                        .isEqualTo(Arrays.equals(now, old));
                if (done || begun) {
                    assertThat(now).as("seed %d, change %d", seed, change).isEqualTo(kept);
                    assertThat(disk.content(FOLDER.resolve(ASIDE).resolve("outbox.json")))
                            .isEqualTo(old);
                }
            }
        }
    }

    @Test
    void syncsTheFolderBeforeItsPlanCounts() throws IOException {
        WatchedDisk watched = new WatchedDisk(new SimulatedDisk(1));
        FolderRepair repair =
                SimulatedDisk.folder(FOLDER, watched, DamageRule.WATERMARK).repair();
        repair.rebuild("a.json").close();
        Path aside = FOLDER.resolve(ASIDE);

        repair.commit(List.of("a.json"), List.of());

        assertThat(watched.synced())
                .as("before the plan, with the plan, the new file, the plan's end")
                .containsExactly(FOLDER, FOLDER, FOLDER, FOLDER, aside, FOLDER);
    }

    /** Whether the repair was completed. */
    private static boolean cutBack(FolderRepair repair) throws IOException {
        try {
            repair.keep("outbox.json", "outbox.json", 2);
            repair.commit(List.of("outbox.json"), List.of("later.json"));
            return true;
        } catch (SimulatedCrash e) {
            return false;
        }
    }

    private Path folderToRepair(String name) throws IOException {
        Path folder = Files.createDirectories(temp.resolve(name));
        Files.writeString(folder.resolve("a.json"), "old a");
        Files.writeString(folder.resolve("b.json"), "old b");
        Files.createDirectories(folder.resolve("archive"));
        Files.writeString(folder.resolve("archive/c.json"), "old c");
        return folder;
    }

    /** Returns the number of calls until the repair was done or the process died. */
    private static long repair(Path folder, long death) throws IOException {
        MortalDisk disk = new MortalDisk(death);
        try {
            exchange(new FolderRepair(folder, disk.proxy(), InstantSource.fixed(Instant.EPOCH)));
        } catch (Died e) {
            assertThat(disk.calls).isEqualTo(death);
        }
        return disk.calls;
    }

    /** Like the command: finishes an interrupted repair, or starts over if there is none. */
    private static void repairOnceMore(Path folder) throws IOException {
        FolderRepair repair = new FolderRepair(folder, new NioDisk(), InstantSource.fixed(Instant.EPOCH));
        if (repair.isUnfinished()) {
            repair.finish();
        } else if (oldFilesCount(folder)) {
            exchange(repair);
        }
    }

    private static void exchange(FolderRepair repair) throws IOException {
        try (Journal rebuilt = repair.rebuild("a.json")) {
            rebuilt.stage("\"id\":\"new\"".getBytes(UTF_8));
            rebuilt.write();
            rebuilt.force();
        }
        repair.commit(List.of("a.json"), List.of("b.json", "archive/c.json"));
    }

    private static boolean oldFilesCount(Path folder) throws IOException {
        return !planCounts(folder)
                && Files.exists(folder.resolve("a.json"))
                && Files.readString(folder.resolve("a.json")).equals("old a")
                && Files.exists(folder.resolve("b.json"))
                && Files.exists(folder.resolve("archive/c.json"));
    }

    private static boolean planCounts(Path folder) {
        return Files.exists(folder.resolve(FolderRepair.PLAN));
    }

    private static boolean isRepaired(Path folder) throws IOException {
        return !planCounts(folder)
                && Files.readString(folder.resolve("a.json")).contains("\"id\":\"new\"")
                && !Files.exists(folder.resolve("b.json"))
                && !Files.exists(folder.resolve("archive/c.json"));
    }

    private static void assertRepaired(Path folder) throws IOException {
        assertThat(isRepaired(folder)).as("repaired").isTrue();
        Path aside = folder.resolve(ASIDE);
        assertThat(aside.resolve("a.json")).hasContent("old a");
        assertThat(aside.resolve("b.json")).hasContent("old b");
        assertThat(aside.resolve("archive/c.json")).hasContent("old c");
        assertThat(folder.resolve("a.json.repaired")).doesNotExist();
    }

    /** The process has died. An error, so that no handler catches it. */
    private static final class Died extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** The real disk, until the process dies before its n-th call. */
    private static final class MortalDisk {

        private final long death;
        private long calls;

        MortalDisk(long death) {
            this.death = death;
        }

        Disk proxy() {
            return mortal(Disk.class, new NioDisk());
        }

        private <T> T mortal(Class<T> type, T target) {
            Object proxy =
                    Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
                        if (method.getName().equals("close")) {
                            return method.invoke(target, args);
                        }
                        if (++calls == death) {
                            throw new Died();
                        }
                        try {
                            Object result = method.invoke(target, args);
                            return result instanceof DiskFile file ? mortal(DiskFile.class, file) : result;
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
            return type.cast(proxy);
        }
    }
}
