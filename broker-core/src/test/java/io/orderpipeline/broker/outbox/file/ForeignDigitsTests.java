package io.orderpipeline.broker.outbox.file;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.outbox.CheckpointContractTests;
import io.orderpipeline.broker.outbox.OutboxCursor;
import io.orderpipeline.broker.outbox.OutboxEntry;
import io.orderpipeline.broker.outbox.Position;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and files use the digits 0 to 9 in every locale; names with other digits, from earlier versions, can be read. */
class ForeignDigitsTests {

    private static final int ENTRIES = 30;
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    private final Locale locale = Locale.getDefault();

    @TempDir
    Path orders;

    @TempDir
    Path notifications;

    @AfterEach
    void restoreTheLocale() {
        Locale.setDefault(locale);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar-EG", "fa", "mr", "ne", "bn", "my", "ckb", "dz"})
    void writesAsciiInEveryLocale(String language) throws IOException {
        setLocaleWithOtherDigits(language);
        try (OutboxFolder open = openSegmented(0)) {
            append(open, 1, ENTRIES);
            assertThat(segments(orders)).hasSizeGreaterThan(2);
            assertThat(open.folder().view().names()).allMatch(US_ASCII.newEncoder()::canEncode);
            assertThat(seqs(open)).containsExactlyElementsOf(upTo(ENTRIES));
        }
        try (JournalFolder folder = JournalFolder.open(notifications)) {
            CheckpointContractTests.leaseOf(FileCheckpoint.inProcess(folder)).save(new Position(ENTRIES, 0x0a0b0c0d));
        }
        assertThat(notifications.resolve(CheckpointFile.IN_PROCESS))
                .content()
                .startsWith("{\"seq\":30,\"mark\":\"0a0b0c0d\",");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar-EG", "fa", "mr", "ne", "bn", "my", "ckb", "dz"})
    void readsSegmentsOfEitherSpellingAndArchivesThemUnderTheirNames(String language) throws IOException {
        try (OutboxFolder open = openSegmented(0)) {
            append(open, 1, ENTRIES);
        }
        setLocaleWithOtherDigits(language);
        // If the system's charset does not support such names, no earlier version could write them either.
        assumeThat(Charset.forName(System.getProperty("sun.jnu.encoding"))
                        .newEncoder()
                        .canEncode(withDefaultDigits("1")))
                .isTrue();
        List<String> old = segments(orders);
        for (String name : old) {
            Files.move(orders.resolve(name), orders.resolve(withDefaultDigits(name)));
        }
        Locale.setDefault(locale);

        try (OutboxFolder open = openSegmented(ENTRIES)) {
            append(open, ENTRIES + 1, 2 * ENTRIES);
            assertThat(seqs(open)).containsExactlyElementsOf(upTo(2 * ENTRIES));
        }
        assertThat(segments(orders)).isNotEmpty().allMatch(US_ASCII.newEncoder()::canEncode);
        assertThat(segments(orders.resolve(OutboxSegment.ARCHIVE)))
                .hasSize(old.size())
                .noneMatch(US_ASCII.newEncoder()::canEncode);
        try (OutboxFolder open = openSegmented(ENTRIES)) {
            assertThat(seqs(open)).containsExactlyElementsOf(upTo(2 * ENTRIES));
        }
    }

    private static void setLocaleWithOtherDigits(String language) {
        Locale.setDefault(Locale.forLanguageTag(language));
        assertThat(withDefaultDigits("1")).isNotEqualTo("1");
    }

    /** The text with each digit in the default locale's script. */
    private static String withDefaultDigits(String text) {
        StringBuilder written = new StringBuilder();
        text.chars()
                .mapToObj(c -> c >= '0' && c <= '9'
                        ? String.format(Locale.getDefault(), "%d", c - '0')
                        : String.valueOf((char) c))
                .forEach(written::append);
        return written.toString();
    }

    private OutboxFolder openSegmented(long done) {
        return OutboxFolder.open(orders, new OutboxRetention(500, Duration.ZERO, () -> done));
    }

    private static void append(OutboxFolder open, long first, long last) {
        LongStream.rangeClosed(first, last)
                .forEach(seq -> open.append(new OrderCreated("order-" + seq, List.of("item-" + seq), NOON)));
    }

    private static List<Long> seqs(OutboxFolder open) {
        List<Long> seqs = new ArrayList<>();
        try (OutboxCursor cursor = open.outbox().after(0)) {
            for (OutboxEntry entry = cursor.next(); entry != null; entry = cursor.next()) {
                seqs.add(entry.seq());
            }
        }
        return seqs;
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    private static List<String> segments(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> String.valueOf(path.getFileName()))
                    .filter(name -> name.startsWith("outbox-"))
                    .sorted()
                    .toList();
        }
    }
}
