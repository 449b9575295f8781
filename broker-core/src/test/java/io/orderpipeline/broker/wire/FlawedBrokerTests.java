package io.orderpipeline.broker.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.orderpipeline.broker.wire.InMemoryBroker.Flaw;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the contract itself: it catches brokers that lose events, each by the assertion about its flaw. */
class FlawedBrokerTests {

    private static final String MISSING = "[missing events]";

    @ParameterizedTest
    @MethodSource("flaws")
    void isCaught(Flaw flaw, String claim, CompletableFuture<Throwable> failure) {
        assertThat(failure.join()).hasMessageContaining(claim);
    }

    /** All contracts run in parallel. */
    static Stream<Arguments> flaws() {
        return Stream.of(
                caught(
                        Flaw.FORGETS_WHAT_IS_HANDED_OUT,
                        MISSING,
                        new InMemoryMembersTests(),
                        InMemoryMembersTests::deliversAgainWhatAMemberHasNotFinished),
                caught(
                        Flaw.FORGETS_WHAT_IS_HANDED_OUT,
                        MISSING,
                        new InMemoryMembersTests(),
                        InMemoryMembersTests::losesNothingWhenItIsClosedWithThousandsInFlight),
                caught(
                        Flaw.LOSES_EACH_HUNDREDTH,
                        MISSING,
                        new InMemoryMembersTests(),
                        InMemoryMembersTests::losesNothingWhenItIsClosedWithThousandsInFlight),
                caught(
                        Flaw.CONFIRMS_UNSTORED_MESSAGES,
                        "[published to a stopped broker]",
                        new InMemoryOutageTests(),
                        InMemoryOutageTests::losesNothingWhenTheBrokerIsStoppedUnderLoad),
                caught(
                        Flaw.ENDS_A_GROUP_WITH_ITS_LAST_MEMBER,
                        MISSING,
                        new InMemoryMembersTests(),
                        InMemoryMembersTests::deliversAgainWhatAMemberHasNotFinished),
                caught(
                        Flaw.COUNTS_WHAT_IS_PARKED,
                        "[events behind those that are parked]",
                        new InMemoryDeliveryTests(),
                        InMemoryDeliveryTests::keepsBackNoOthersForEventsThatAreParked),
                caught(
                        Flaw.DROPS_WHAT_COMES_BACK_OFTEN,
                        "[deliveries after it came back 21 times]",
                        new InMemoryMembersTests(),
                        contract -> contract.stillHasAnEventThatCameBackManyTimes(30)));
    }

    private static <C extends BrokerFixture<InMemoryBrokerUnderTest>> Arguments caught(
            Flaw flaw, String claim, C contract, Consumer<C> test) {
        contract.broker = new InMemoryBrokerUnderTest(flaw) {
            @Override
            public Duration soon() {
                return Duration.ofSeconds(10);
            }
        };
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            failure.complete(catchThrowable(() -> test.accept(contract)));
            contract.closeAll();
        });
        thread.setDaemon(true);
        thread.start();
        return Arguments.of(flaw, claim, failure);
    }
}
