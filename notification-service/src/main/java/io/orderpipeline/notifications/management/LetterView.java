package io.orderpipeline.notifications.management;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.orderpipeline.broker.EventCodec;
import io.orderpipeline.broker.UnknownEvent;
import io.orderpipeline.broker.inbox.DeadLetter;
import io.orderpipeline.broker.inbox.DeadLetterChange;
import io.orderpipeline.broker.inbox.DeadLetterChange.Died;
import io.orderpipeline.broker.inbox.DeadLetterChange.Discarded;
import io.orderpipeline.broker.inbox.DeadLetterState;
import io.orderpipeline.broker.inbox.Failure;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as operators see it.
 *
 * @param event       its exact JSON as text; bytes that are not text are shown as U+FFFD
 * @param eventBase64 its bytes, if they are not text; otherwise omitted
 */
@SuppressWarnings("ArrayRecordComponent") // made for one answer, never compared
record LetterView(
        String id,
        DeadLetterState state,
        Failure failure,
        String event,
        @JsonInclude(JsonInclude.Include.NON_NULL) byte @Nullable [] eventBase64,
        List<Step> history) {

    static LetterView of(DeadLetter letter) {
        return new LetterView(
                letter.id(),
                letter.state(),
                letter.failure(),
                new String(EventCodec.encode(letter.event()), UTF_8),
                letter.event() instanceof UnknownEvent unknown && !unknown.isText() ? unknown.bytes() : null,
                letter.history().stream().map(Step::of).toList());
    }

    /** One state change of the letter. */
    record Step(DeadLetterState became, Instant at, String why) {

        static Step of(DeadLetterChange change) {
            return new Step(change.state(), change.at(), why(change));
        }

        private static String why(DeadLetterChange change) {
            if (change instanceof Died died) {
                return died.failure().cause() + ": " + died.failure().detail();
            }
            return change instanceof Discarded discarded ? discarded.reason() : "";
        }
    }
}
