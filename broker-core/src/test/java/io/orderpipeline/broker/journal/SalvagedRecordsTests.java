package io.orderpipeline.broker.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.broker.journal.SalvagedRecords.Gap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SalvagedRecordsTests {

    private static final int RECORDS = 8;

    @TempDir
    Path temp;

    private byte[] whole = {};

    @BeforeEach
    void writeAJournal() throws IOException {
        Path file = temp.resolve("written.json");
        try (JournalFolder folder = JournalFolder.open(temp);
                Journal journal = folder.scan("written.json", Origin.START, RecordVisitor.none())
                        .recover(0)
                        .journal()) {
            for (int i = 1; i <= RECORDS; i++) {
                journal.stage(String.format(Locale.ROOT, "\"id\":\"%d\",\"nested\":{\"a\":\"b\"}", i)
                        .getBytes(UTF_8));
                journal.write();
                journal.force();
            }
        }
        whole = Files.readAllBytes(file);
    }

    @Test
    void findsAllRecordsOfAWholeFileAndNothingElse() throws IOException {
        List<Gap> gaps = new ArrayList<>();
        assertThat(seqsIn(whole, gaps)).hasSize(RECORDS);
        assertThat(gaps).isEmpty();
    }

    @Test
    void losesAtMostTheRecordInWhichAByteIsFlipped() throws IOException {
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 1;
            boolean punctuation =
                    Arrays.asList("[", "\n", ",", "]").contains(String.valueOf((char) whole[i])) && !isInsideARecord(i);
            assertThat(seqsIn(damaged, new ArrayList<>()))
                    .as("byte %d", i)
                    .hasSize(punctuation ? RECORDS : RECORDS - 1);
        }
    }

    @Test
    void findsEveryWholeRecordOfAFileThatIsCutAnywhere() throws IOException {
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            int records = new String(cut, UTF_8).split("\"crc\":\"[0-9a-f]{8}\"}", -1).length - 1;
            assertThat(seqsIn(cut, new ArrayList<>()))
                    .as("the first %d bytes", length)
                    .hasSize(records);
        }
    }

    @Test
    void reportsTheBytesOfAGap() throws IOException {
        byte[] damaged = whole.clone();
        String text = new String(whole, UTF_8);
        int from = text.indexOf("{\"seq\":3,");
        int to = text.indexOf("{\"seq\":5,");
        Arrays.fill(damaged, from, to, (byte) 0);
        List<Gap> gaps = new ArrayList<>();
        assertThat(seqsIn(damaged, gaps))
                .doesNotContain(3L, 4L)
                .contains(2L, 5L)
                .hasSize(RECORDS - 2);
        assertThat(gaps).containsExactly(new Gap(from - 2, to));
    }

    @Test
    void reportsTheBytesAfterTheLastWholeRecord() throws IOException {
        int last = new String(whole, UTF_8).indexOf("\n,{\"seq\":8,");
        List<Gap> gaps = new ArrayList<>();
        assertThat(seqsIn(Arrays.copyOf(whole, last + 20), gaps)).hasSize(RECORDS - 1);
        assertThat(gaps).containsExactly(new Gap(last, last + 20));
    }

    @Test
    void findsRecordsAfterALongStretchOfZeros() throws IOException {
        int second = new String(whole, UTF_8).indexOf("\n,{\"seq\":2,");
        int zeros = LineSource.MAX_LINE + 5;
        byte[] damaged = Arrays.copyOf(whole, whole.length + zeros);
        Arrays.fill(damaged, second, second + zeros, (byte) 0);
        System.arraycopy(whole, second, damaged, second + zeros, whole.length - second);
        List<Gap> gaps = new ArrayList<>();
        assertThat(seqsIn(damaged, gaps)).hasSize(RECORDS);
        assertThat(gaps).containsExactly(new Gap(second, second + zeros + 2));
    }

    @Test
    void namesAFileThatItCannotRead() {
        SimulatedDisk disk = new SimulatedDisk(1);
        disk.put(Path.of("/data/orders.json"), whole);
        SalvagedRecords records = disk.folder(Path.of("/data"))
                .view()
                .salvage("orders.json", gap -> {})
                .orElseThrow();
        disk.failWith(new Fault(Fault.Kind.EIO, 1, true));

        assertThatThrownBy(records::next)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("cannot read orders.json: Input/output error");
    }

    @Test
    void returnsADuplicatedRecordOnce() throws IOException {
        String text = new String(whole, UTF_8);
        int second = text.indexOf(",{\"seq\":2,");
        int third = text.indexOf(",{\"seq\":3,");
        String twice = text.substring(0, third) + text.substring(second);
        assertThat(seqsIn(twice.getBytes(UTF_8), new ArrayList<>()))
                .hasSize(RECORDS)
                .doesNotHaveDuplicates();
    }

    private boolean isInsideARecord(int index) {
        String text = new String(whole, UTF_8);
        int lineStart = text.lastIndexOf('\n', index - 1) + 1;
        return whole[index] != '\n' && index > lineStart && index > LineFormat.HEADER.length;
    }

    private List<Long> seqsIn(byte[] content, List<Gap> gaps) throws IOException {
        Files.write(temp.resolve("damaged.json"), content);
        List<Long> seqs = new ArrayList<>();
        AtomicInteger openFiles = new AtomicInteger();
        FolderView view = WatchedFolder.counting(temp, openFiles);
        try (SalvagedRecords records = view.salvage("damaged.json", gaps::add).orElseThrow()) {
            for (JournalRecord found = records.next(); found != null; found = records.next()) {
                seqs.add(found.seq());
            }
        }
        assertThat(openFiles).hasValue(0);
        return seqs;
    }
}
