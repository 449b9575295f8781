package io.orderpipeline.broker.relay;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Random lives of a relay: outages, any order of completion, crashes and stops at any moment. */
class RelaySimulationTests {

    private static final int LIVES = 2_000;

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
        long seed = Long.getLong("pipeline.seed", System.nanoTime());
        System.out.println("relay simulation: lives=" + LIVES + " seed=" + seed);
        Random seeds = new Random(seed);
        Set<String> seen = new LinkedHashSet<>();
        for (int life = 0; life < LIVES; life++) {
            long lifeSeed = seeds.nextLong();
            try {
                new RelaySimulation(new Random(lifeSeed), seen).live();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("life " + life + " with seed " + lifeSeed, e);
            }
        }
        assertThat(seen)
                .as("what the lives have gone through")
                .contains("outage", "crash", "stop", "window full", "repeat");
    }
}
