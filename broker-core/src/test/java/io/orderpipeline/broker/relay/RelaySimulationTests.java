package io.orderpipeline.broker.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Simulates random lives of a relay: outages, completions in any order, crashes and stops at any moment. {@code -Dlives=100000} runs more
 * of them, {@code -Dseed=4711} starts with another seed; add {@code -Dlives=1} to repeat a single one.
 */
class RelaySimulationTests {

    private static final int LIVES = Integer.getInteger("lives", 2_000);
    private static final long SEED = Long.getLong("seed", 1);

    private final Logger outages = (Logger) LoggerFactory.getLogger(RelayLoop.class);

    @BeforeEach
    void silenceThousandsOfOutages() {
        outages.setLevel(Level.OFF);
    }

    @AfterEach
    void hearOutagesAgain() {
        outages.setLevel(null);
    }

    @Test
    void handlesEveryEntryAndNeverSavesACheckpointBeyondAnUnfinishedOne() {
        System.out.println("relay simulation: lives=" + LIVES + " seeds=" + SEED + ".." + (SEED + LIVES - 1));
        Set<String> seen = new LinkedHashSet<>();
        for (long seed = SEED; seed < SEED + LIVES; seed++) {
            try {
                new RelaySimulation(new Random(seed), seen).live();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
        assumeThat(LIVES).as("enough lives to cover everything").isGreaterThanOrEqualTo(2_000);
        assertThat(seen)
                .as("events in these lives")
                .contains("outage", "crash", "stop", "window full", "probe beyond the window", "repeat");
    }
}
