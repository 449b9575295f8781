package io.orderpipeline.orders.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.orderpipeline.broker.journal.Fault;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/**
 * A life of both services, from a start with all four files to an orderly stop, with segments closed and archived, in which the n-th file
 * operation fails: for every n, in every way, once and permanently.
 */
class FailingDiskTests {

    private static final Logger STORE = (Logger) LoggerFactory.getLogger("io.orderpipeline");
    /** How many lives, each with different orders; `.ci/checks/simulations.sh` asks for more than one. */
    private static final int SEEDS = Integer.getInteger("seeds", 1);

    private static final long NEVER = 1L << 40;

    @BeforeAll
    static void silenceTheStore() {
        STORE.setLevel(Level.OFF);
    }

    @AfterAll
    static void letTheStoreSpeak() {
        STORE.setLevel(null);
    }

    static Stream<Arguments> faults() {
        return Stream.of(Fault.Kind.values())
                .flatMap(kind -> Stream.of(Arguments.of(kind, false), Arguments.of(kind, true)));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void keepsEveryPromiseWhateverFails(Fault.Kind kind, boolean permanent) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            long operations = operationsWithoutFault(seed);
            assertThat(operations).isGreaterThan(100);
            for (long n = 1; n <= operations; n++) {
                assertThat(CrashSimulation.withFault(seed, new Fault(kind, n, permanent))
                                .run())
                        .as("%s at operation %d of seed %d, permanent: %s", kind, n, seed, permanent)
                        .isEmpty();
            }
        }
    }

    private static long operationsWithoutFault(long seed) {
        CrashSimulation whole = CrashSimulation.withFault(seed, new Fault(Fault.Kind.EIO, NEVER, false));
        assertThat(whole.run()).isEmpty();
        return whole.operationsOfFaultyLife();
    }
}
