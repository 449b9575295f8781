package io.orderpipeline.broker.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several threads compete for the same folder. */
class FolderRaceTests {

    private static final int THREADS = 2;
    private static final int ROUNDS = 200;

    @TempDir
    Path temp;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @Test
    void createsAFolderThatOthersCreateAtTheSameTime() throws Exception {
        NioDisk disk = new NioDisk();
        CyclicBarrier start = new CyclicBarrier(THREADS);
        atOnce(() -> {
            for (int round = 0; round < ROUNDS; round++) {
                Path folder = temp.resolve("data-" + round).resolve("orders");
                start.await(20, TimeUnit.SECONDS);
                disk.createFolder(folder);
                assertThat(folder).isDirectory();
            }
            return ROUNDS;
        });
    }

    @Test
    void givesTheFolderFromOneHolderToTheNextWithoutAGap() throws Exception {
        atOnce(() -> {
            for (int held = 0; held < ROUNDS; ) {
                held += holdIfFree() ? 1 : 0;
            }
            return ROUNDS;
        });
    }

    @Test
    void keepsTheFolderUntilItsOwnerIsWithdrawn() throws IOException {
        AtomicInteger refusals = new AtomicInteger();
        Disk disk = new ForwardingDisk(new NioDisk()) {
            @Override
            DiskFile file(Path path, DiskFile file) {
                return file;
            }

            @Override
            public void delete(Path file) throws IOException {
                assertThatThrownBy(() -> FolderLock.take(temp, this)).isInstanceOf(FolderLockedException.class);
                refusals.incrementAndGet();
                super.delete(file);
            }
        };
        FolderLock.take(temp, disk).close();
        assertThat(refusals).hasValue(1);
    }

    /** The owner file must name the current holder of the folder. */
    private boolean holdIfFree() {
        try (JournalFolder folder = JournalFolder.open(temp)) {
            assertThat(folder.view().owner()).hasValue(ProcessHandle.current().pid());
            return true;
        } catch (FolderLockedException e) {
            Thread.onSpinWait();
            return false;
        }
    }

    private void atOnce(Callable<Integer> work) throws Exception {
        List<Future<Integer>> results = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            results.add(threads.submit(work));
        }
        for (Future<Integer> result : results) {
            assertThat(result.get(2, TimeUnit.MINUTES)).isEqualTo(ROUNDS);
        }
    }
}
