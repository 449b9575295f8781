package io.orderpipeline.broker.wire;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.broker.wire.InMemoryBroker.Flaw;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract is not blind: it catches brokers that lose events. */
class FlawedBrokerTests {

    @ParameterizedTest
    @MethodSource("flaws")
    <C extends BrokerFixture<InMemoryBrokerUnderTest>> void isCaught(Flaw flaw, C contract, Consumer<C> by) {
        contract.broker = new InMemoryBrokerUnderTest(flaw) {
            @Override
            public Duration soon() {
                return Duration.ofMillis(500);
            }
        };
        try {
            assertThatThrownBy(() -> by.accept(contract))
                    .isInstanceOfAny(AssertionError.class, ConditionTimeoutException.class);
        } finally {
            contract.closeAll();
        }
    }

    static Stream<Arguments> flaws() {
        return Stream.of(
                caught(
                        Flaw.FORGETS_WHAT_IS_HANDED_OUT,
                        new InMemoryMembersTests(),
                        InMemoryMembersTests::deliversAgainWhatAMemberHasNotFinished),
                caught(
                        Flaw.FORGETS_WHAT_IS_HANDED_OUT,
                        new InMemoryMembersTests(),
                        InMemoryMembersTests::losesNothingWhenItIsClosedWithThousandsInFlight),
                caught(
                        Flaw.LOSES_EACH_HUNDREDTH,
                        new InMemoryMembersTests(),
                        InMemoryMembersTests::losesNothingWhenItIsClosedWithThousandsInFlight),
                caught(
                        Flaw.ANSWERS_BEFORE_IT_HAS_TAKEN,
                        new InMemoryOutageTests(),
                        InMemoryOutageTests::losesNothingWhenTheBrokerIsStoppedUnderLoad),
                caught(
                        Flaw.ENDS_A_GROUP_WITH_ITS_LAST_MEMBER,
                        new InMemoryMembersTests(),
                        InMemoryMembersTests::deliversAgainWhatAMemberHasNotFinished),
                caught(
                        Flaw.COUNTS_WHAT_IS_PARKED,
                        new InMemoryDeliveryTests(),
                        InMemoryDeliveryTests::keepsBackNoOthersForEventsThatAreParked),
                caught(
                        Flaw.DROPS_WHAT_COMES_BACK_OFTEN,
                        new InMemoryMembersTests(),
                        contract -> contract.stillHasAnEventThatCameBackManyTimes(30)));
    }

    private static <C> Arguments caught(Flaw flaw, C contract, Consumer<C> by) {
        return Arguments.of(flaw, contract, by);
    }
}
