package io.orderpipeline.broker.wire;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.broker.wire.InMemoryBroker.Flaw;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract is not blind: it catches brokers that lose events. */
class FlawedBrokerTests {

    @ParameterizedTest
    @MethodSource("flaws")
    void isCaught(Flaw flaw, Consumer<BrokerContractTests> by) {
        InMemoryBrokerTests contract = new InMemoryBrokerTests() {
            @Override
            protected Duration soon() {
                return Duration.ofMillis(500);
            }
        };
        contract.breakBy(flaw);
        try {
            assertThatThrownBy(() -> by.accept(contract)).isInstanceOfAny(AssertionError.class, RuntimeException.class);
        } finally {
            contract.closeAll();
        }
    }

    static Stream<Arguments> flaws() {
        return Stream.of(
                caught(Flaw.FORGETS_WHAT_IS_HANDED_OUT, BrokerContractTests::deliversAgainWhatAMemberHasNotFinished),
                caught(
                        Flaw.FORGETS_WHAT_IS_HANDED_OUT,
                        BrokerContractTests::losesNothingWhenItIsClosedWithThousandsInFlight),
                caught(Flaw.LOSES_EACH_HUNDREDTH, BrokerContractTests::losesNothingWhenItIsClosedWithThousandsInFlight),
                caught(
                        Flaw.ANSWERS_BEFORE_IT_HAS_TAKEN,
                        BrokerContractTests::losesNothingWhenTheBrokerIsStoppedUnderLoad),
                caught(
                        Flaw.ENDS_A_GROUP_WITH_ITS_LAST_MEMBER,
                        BrokerContractTests::deliversAgainWhatAMemberHasNotFinished),
                caught(Flaw.COUNTS_WHAT_IS_PARKED, BrokerContractTests::keepsBackNoOthersForEventsThatAreParked),
                caught(
                        Flaw.DROPS_WHAT_COMES_BACK_OFTEN,
                        contract -> contract.stillHasAnEventThatCameBackManyTimes(30)));
    }

    private static Arguments caught(Flaw flaw, Consumer<BrokerContractTests> by) {
        return Arguments.of(flaw, by);
    }
}
