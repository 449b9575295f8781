package io.orderpipeline.notifications.management;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.orderpipeline.broker.inbox.DeadLetterState;
import io.orderpipeline.broker.inbox.LetterCount;
import io.orderpipeline.broker.inbox.LetterFilter;
import io.orderpipeline.broker.inbox.LetterPage;
import io.orderpipeline.broker.management.Answers;
import io.orderpipeline.notifications.delivery.DeadLetterOffice;
import io.orderpipeline.notifications.delivery.RedriveRun;
import io.orderpipeline.notifications.delivery.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
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
    /** Most redrives finish within this time, and the answer can include the result. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final DeadLetterOffice office;
    private final LatestRedrive redrive;

    DeadLettersEndpoint(DeadLetterOffice office, LatestRedrive redrive) {
        this.office = office;
        this.redrive = redrive;
    }

    /**
     * One page of the list.
     *
     * @param total  how many letters match
     * @param next   the value of {@code after} for the next page, which is faster than a page number; omitted on the last page
     * @param counts all letters by state and cause, whether they match or not; omitted when there are none
     */
    record Page(
            int page,
            int size,
            long total,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long next,

            List<LetterView> letters,

            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<LetterCount> counts) {}

    @ReadOperation
    WebEndpointResponse<Object> list(
            @Nullable String cause,
            @Nullable DeadLetterState state,
            @Nullable Integer page,
            @Nullable Long after,
            @Nullable Integer size) {
        int number = page == null ? 0 : page;
        int length = size == null ? DEFAULT_SIZE : size;
        long position = after == null ? 0 : after;
        if (number < 0 || position < 0 || length < 1 || length > LARGEST_SIZE) {
            return Answers.badRequest("page must be 0 or more and size 1 to " + LARGEST_SIZE);
        }
        LetterFilter filter = new LetterFilter(state, cause);
        List<LetterCount> counts = office.counts();
        long total = filter.sum(counts);
        LetterPage found = (long) number * length < total
                ? skip(number, filter, position, length)
                : new LetterPage(List.of(), OptionalLong.empty());
        return Answers.ok(new Page(
                number,
                length,
                total,
                found.next().isPresent() ? found.next().getAsLong() : null,
                found.letters().stream().map(LetterView::of).toList(),
                counts));
    }

    private LetterPage skip(int pages, LetterFilter filter, long after, int size) {
        LetterPage found = office.page(filter, after, size);
        for (int i = 0; i < pages; i++) {
            if (found.next().isEmpty()) {
                return new LetterPage(List.of(), OptionalLong.empty());
            }
            found = office.page(filter, found.next().getAsLong(), size);
        }
        return found;
    }

    @ReadOperation
    WebEndpointResponse<Object> one(@Selector String letter) {
        return office.find(letter)
                .map(found -> Answers.ok(LetterView.of(found)))
                .orElseGet(() -> Answers.notFound("unknown dead letter"));
    }

    /**
     * Starts to redrive all dead letters, or those with one cause, in the background. Answers when the redrive is over, or after two
     * seconds with its progress so far; the {@link RedriveEndpoint} shows the rest.
     */
    @WriteOperation
    WebEndpointResponse<Object> redriveAll(String action, @Nullable String cause) throws InterruptedException {
        if (!action.equals("redrive")) {
            return Answers.badRequest("action must be redrive");
        }
        RedriveRun run = redrive.start(cause).orElse(null);
        if (run == null) {
            return Answers.conflict("another redrive is running");
        }
        run.awaitOver(LONGEST_WAIT);
        return Answers.ok(run.progress());
    }

    @WriteOperation
    WebEndpointResponse<Object> change(@Selector String letter, String action, @Nullable String reason) {
        return switch (action) {
            case "redrive" -> answer(office.redrive(letter));
            case "discard" -> discard(letter, reason);
            default -> Answers.badRequest("action must be redrive or discard");
        };
    }

    private WebEndpointResponse<Object> discard(String letter, @Nullable String reason) {
        try {
            return answer(office.discard(letter, reason));
        } catch (IllegalArgumentException e) {
            return Answers.badRequest(String.valueOf(e.getMessage()));
        }
    }

    private static WebEndpointResponse<Object> answer(Verdict verdict) {
        return switch (verdict.result()) {
            case UNKNOWN -> Answers.notFound("unknown dead letter");
            case REFUSED -> Answers.conflict(verdict.detail());
            default -> Answers.ok(verdict);
        };
    }
}
