package io.orderpipeline.orders.maintenance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.journal.SimulatedCrash;
import io.orderpipeline.broker.journal.SimulatedDisk;
import io.orderpipeline.broker.outbox.file.OutboxRetention;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repair of every file of a folder that crashes at each change it makes, and again when it is repeated. */
class CrashingRepairTests {

    private static final Path DATA = Path.of("/data");
    private static final Path ASIDE = Path.of("aside-19700101T000000000Z");
    private static final int SEEDS = 10;
    private static final PrintStream SILENCE = new PrintStream(OutputStream.nullOutputStream(), false, US_ASCII);

    @TempDir
    Path temp;

    private Map<String, String> damaged = Map.of();

    /**
     * Damage that needs every kind of step: files are rebuilt, one of them from events, and the outbox, whose first segment is damaged too,
     * is moved aside.
     */
    @BeforeEach
    void damageEverything() throws IOException {
        PipelineFolder folder = new PipelineFolder(temp);
        folder.placeOrders(20, new OutboxRetention(1_000, Duration.ZERO, () -> 20));
        folder.notifyOf(20);
        PipelineFolder.damageLine(folder.orders("orders.json"), 2);
        PipelineFolder.damageLine(folder.orders("orders.json"), 19);
        try (Stream<Path> segments = Files.list(folder.orders("archive"))) {
            PipelineFolder.damageLine(segments.sorted().findFirst().orElseThrow(), 2);
        }
        PipelineFolder.damageLine(folder.notifications("processed_notifications.json"), 3);
        PipelineFolder.damageLine(folder.notifications("dead_letters.json"), 3);
        damaged = folder.contents();
    }

    @Test
    void losesNothingAndComesToTheSameEndAfterAPowerCutAtAnyChange() throws IOException {
        int crashes = crashEverywhere(SimulatedDisk::cutPower);
        System.out.printf(Locale.ROOT, "crashing repair: power_cuts=%d seeds=0..%d%n", crashes, SEEDS - 1);
    }

    @Test
    void losesNothingAndComesToTheSameEndWhenKilledAtAnyChange() throws IOException {
        int crashes = crashEverywhere(SimulatedDisk::killProcess);
        System.out.printf(Locale.ROOT, "crashing repair: kills=%d seeds=0..%d%n", crashes, SEEDS - 1);
    }

    private int crashEverywhere(Consumer<SimulatedDisk> end) throws IOException {
        Map<String, String> repaired = repairedWithoutACrash();
        int crashes = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            boolean crashed = true;
            for (int change = 1; crashed; change++) {
                SimulatedDisk disk = damagedDisk(seed);
                crashed = crashes(disk, change);
                end.accept(disk);
                assertNothingIsLost(disk, seed, change);
                if (crashes(disk, 1 + random.nextInt(change))) {
                    end.accept(disk);
                    assertNothingIsLost(disk, seed, change);
                }
                assertThat(repair(disk)).as("seed %d, change %d", seed, change).isEqualTo(ExitCode.OK);
                end.accept(disk);
                assertThat(files(disk)).as("seed %d, change %d", seed, change).isEqualTo(repaired);
                crashes += crashed ? 1 : 0;
            }
        }
        assertThat(crashes).isGreaterThan(40 * SEEDS);
        return crashes;
    }

    private Map<String, String> repairedWithoutACrash() throws IOException {
        SimulatedDisk disk = damagedDisk(0);
        assertThat(repair(disk)).isEqualTo(ExitCode.OK);
        Map<String, String> repaired = files(disk);
        assertThat(repaired.keySet())
                .contains("orders/orders.json", "notifications/dead_letters.json")
                .doesNotContain("orders/outbox.json", "orders/repair-plan");
        return repaired;
    }

    private static boolean crashes(SimulatedDisk disk, int change) throws IOException {
        disk.crashAtChange(change);
        try {
            repair(disk);
            return false;
        } catch (SimulatedCrash e) {
            return true;
        } finally {
            disk.crashAtChange(0);
        }
    }

    private static ExitCode repair(SimulatedDisk disk) throws IOException {
        JournalFolder orders = disk.folder(DataFolder.orders(DATA));
        JournalFolder notifications = disk.folder(DataFolder.notifications(DATA));
        DataFolder folder = new DataFolder(orders.view(), notifications.view());
        return new Repair(orders, notifications, folder, SILENCE).run(() -> true);
    }

    /** Everything that was in a file is still in one, in place or moved aside. */
    private void assertNothingIsLost(SimulatedDisk disk, int seed, int change) {
        assertThat(files(disk).values()).as("seed %d, change %d", seed, change).containsAll(damaged.values());
    }

    private SimulatedDisk damagedDisk(int seed) {
        SimulatedDisk disk = new SimulatedDisk(seed);
        damaged.forEach((name, content) -> disk.put(DATA.resolve(name), content.getBytes(ISO_8859_1)));
        return disk;
    }

    /** All files except completed plans, which differ between an uninterrupted repair and an interrupted one. */
    private static Map<String, String> files(SimulatedDisk disk) {
        Map<String, String> files = new TreeMap<>();
        for (Path file : disk.files()) {
            if (!file.endsWith(ASIDE.resolve("repair-plan"))) {
                files.put(DATA.relativize(file).toString(), new String(disk.content(file), ISO_8859_1));
            }
        }
        return files;
    }
}
