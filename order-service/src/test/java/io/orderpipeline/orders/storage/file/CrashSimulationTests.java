package io.orderpipeline.orders.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.orderpipeline.broker.journal.BrokenStore;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/**
 * Thousands of simulated lives. {@code -Dlives=100000} runs more of them, {@code -Dseed=4711} starts with another seed, and
 * {@code -Dlives=1} with that seed repeats a single life.
 */
class CrashSimulationTests {

    private static final int LIVES = Integer.getInteger("lives", 5_000);
    private static final long SEED = Long.getLong("seed", 1);
    /** A broken store must be caught within this many lives. */
    private static final int MOST_LIVES = 40_000;

    private static final Logger STORE = (Logger) LoggerFactory.getLogger("io.orderpipeline");

    @BeforeAll
    static void silenceTheStore() {
        STORE.setLevel(Level.OFF);
    }

    @AfterAll
    static void letTheStoreSpeak() {
        STORE.setLevel(null);
    }

    @Test
    void keepsEveryPromiseThroughAnyCrash() {
        Map<Long, Set<Violation>> broken = new TreeMap<>();
        long crashes = 0;
        for (long seed = SEED; seed < SEED + LIVES; seed++) {
            CrashSimulation simulation = new CrashSimulation(seed, null);
            Set<Violation> violations = simulation.run();
            crashes += simulation.crashes();
            if (!violations.isEmpty()) {
                broken.put(seed, violations);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "crash simulation: lives=%d crashes=%d seeds=%d..%d violations=%d%n",
                LIVES,
                crashes,
                SEED,
                SEED + LIVES - 1,
                broken.size());
        assertThat(broken).as("violations by seed").isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void catchesABrokenStore(BrokenStore store) {
        Set<Violation> wanted = wanted(store);
        for (long seed = 1; seed <= MOST_LIVES; seed++) {
            Set<Violation> violations = new CrashSimulation(seed, store).run();
            if (violations.stream().anyMatch(wanted::contains)) {
                System.out.printf(Locale.ROOT, "broken store: %s caught at seed=%d by %s%n", store, seed, violations);
                return;
            }
        }
        assertThat(store).as("caught within %d lives", MOST_LIVES).isNull();
    }

    /** The crashes must reveal the broken rule, not some flaw of the simulated disk. */
    @ParameterizedTest
    @EnumSource
    void findsNothingInABrokenStoreThatNeverCrashes(BrokenStore store) {
        for (long seed = 1; seed <= 25; seed++) {
            assertThat(CrashSimulation.withoutCrashes(seed, store).run())
                    .as("seed %d", seed)
                    .isEmpty();
        }
    }

    /** The violations that breaking the rule must cause. */
    private static Set<Violation> wanted(BrokenStore store) {
        return switch (store) {
            case ANSWER_BEFORE_SYNC -> EnumSet.of(Violation.ACKNOWLEDGED_LOST);
            case OUTBOX_FIRST, PUBLISH_BEFORE_SYNC ->
                EnumSet.of(Violation.PHANTOM_EVENT, Violation.EVENTS_DO_NOT_MATCH, Violation.REFUSED_AFTER_CRASH);
            case NO_SYNC_AT_START -> EnumSet.of(Violation.SHOWN_LOST);
            case RETRIED_SYNC, COMMA_BEHIND -> EnumSet.of(Violation.ACKNOWLEDGED_LOST, Violation.REFUSED_AFTER_CRASH);
            case REFUSE_IF_VALID_AFTER -> EnumSet.of(Violation.REFUSED_AFTER_CRASH);
            case CHECKPOINT_WITHOUT_IDENTITY, READER_THAT_JUMPS -> EnumSet.of(Violation.NOT_DELIVERED);
            case CUT_ALWAYS -> EnumSet.of(Violation.DAMAGE_IGNORED);
        };
    }
}
