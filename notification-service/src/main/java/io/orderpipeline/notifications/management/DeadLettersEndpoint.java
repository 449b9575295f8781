package io.orderpipeline.notifications.management;

import io.orderpipeline.broker.inbox.DeadLetter;
import io.orderpipeline.broker.inbox.DeadLetterState;
import io.orderpipeline.broker.management.Answers;
import io.orderpipeline.notifications.delivery.DeadLetterOffice;
import io.orderpipeline.notifications.delivery.Verdict;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;

/** Dead letters: list, inspect, redrive, discard. */
@WebEndpoint(id = "deadletters")
final class DeadLettersEndpoint {

    private static final int DEFAULT_SIZE = 50;
    private static final int LARGEST_SIZE = 1_000;
    private static final int LONGEST_REASON = 500;

    private final DeadLetterOffice office;

    DeadLettersEndpoint(DeadLetterOffice office) {
        this.office = office;
    }

    /**
     * One page of the list.
     *
     * @param total how many letters match
     */
    record Page(int page, int size, int total, List<LetterView> letters) {}

    @ReadOperation
    WebEndpointResponse<Object> list(
            @Nullable String cause, @Nullable DeadLetterState state, @Nullable Integer page, @Nullable Integer size) {
        int number = page == null ? 0 : page;
        int length = size == null ? DEFAULT_SIZE : size;
        if (number < 0 || length < 1 || length > LARGEST_SIZE) {
            return Answers.badRequest("page must be 0 or more and size 1 to " + LARGEST_SIZE);
        }
        List<DeadLetter> matching = office.list(ofCause(cause).and(letter -> state == null || letter.state() == state));
        List<LetterView> letters = matching.stream()
                .skip((long) number * length)
                .limit(length)
                .map(LetterView::of)
                .toList();
        return Answers.ok(new Page(number, length, matching.size(), letters));
    }

    @ReadOperation
    WebEndpointResponse<Object> one(@Selector String letter) {
        return office.find(letter)
                .map(found -> Answers.ok(LetterView.of(found)))
                .orElseGet(() -> Answers.notFound("unknown dead letter"));
    }

    /** Redrives at most so many letters of a cause, or of any, as one answer can wait for. */
    @WriteOperation
    WebEndpointResponse<Object> redriveAll(String action, @Nullable String cause) {
        return action.equals("redrive")
                ? Answers.ok(office.redriveAll(ofCause(cause), LARGEST_SIZE))
                : Answers.badRequest("action must be redrive");
    }

    @WriteOperation
    WebEndpointResponse<Object> change(@Selector String letter, String action, @Nullable String reason) {
        return switch (action) {
            case "redrive" -> answer(office.redrive(letter));
            case "discard" ->
                reason == null || reason.isBlank() || reason.length() > LONGEST_REASON
                        ? Answers.badRequest("reason must be a text of at most " + LONGEST_REASON + " characters")
                        : answer(office.discard(letter, reason));
            default -> Answers.badRequest("action must be redrive or discard");
        };
    }

    private static WebEndpointResponse<Object> answer(Verdict verdict) {
        return switch (verdict.result()) {
            case UNKNOWN -> Answers.notFound("unknown dead letter");
            case REFUSED -> Answers.conflict(verdict.detail());
            default -> Answers.ok(verdict);
        };
    }

    private static Predicate<DeadLetter> ofCause(@Nullable String cause) {
        return letter -> cause == null || letter.failure().cause().equals(cause);
    }
}
