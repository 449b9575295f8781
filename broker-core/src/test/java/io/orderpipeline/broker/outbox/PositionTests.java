package io.orderpipeline.broker.outbox;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PositionTests {

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "1, -1"})
    void hasASeqAndAMark(long seq, int mark) {
        assertThatNoException().isThrownBy(() -> new Position(seq, mark));
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "-1, 1", "0, 1"})
    void hasNoNegativeSeqAndNoMarkBeforeTheFirstEntry(long seq, int mark) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Position(seq, mark))
                .withMessage("a position cannot have seq " + seq + " and mark " + mark);
    }
}
