package io.orderpipeline.orders.placing.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.orderpipeline.broker.StoredTime;
import io.orderpipeline.orders.placing.NumberedOrder;
import io.orderpipeline.orders.placing.Order;
import io.orderpipeline.orders.placing.OrderProgress.Reached;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * All JSON answers except refusals. Each is written in one piece: Spring's own converter flushes in between, giving a chunked answer in two
 * packets.
 */
sealed interface AnswerBody {

    JsonMapper MAPPER = JsonMapper.builder().build();

    default byte[] json() {
        return MAPPER.writeValueAsBytes(this);
    }

    /** The body of a 202. */
    record Accepted(String orderId) implements AnswerBody {}

    /**
     * An accepted order.
     *
     * @param notified the items that are notified; omitted when unknown
     * @param state    {@code accepted}, {@code notified} or {@code dead}; omitted when unknown
     */
    @JsonPropertyOrder({"orderId", "itemId", "createdAt", "notified", "state"})
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PlacedOrder(
            String orderId,
            List<String> itemId,
            String createdAt,
            @Nullable List<String> notified,
            @Nullable String state)
            implements AnswerBody {

        static PlacedOrder of(Order order, @Nullable Reached reached) {
            return new PlacedOrder(
                    order.orderId(),
                    order.itemIds(),
                    StoredTime.format(order.createdAt()),
                    reached == null ? null : reached.notified(),
                    reached == null ? null : reached.state().name().toLowerCase(Locale.ROOT));
        }
    }

    /** Accepted orders in commit order. */
    record Page(List<Entry> orders) implements AnswerBody {}

    /** An accepted order on a page. */
    @JsonPropertyOrder({"seq", "orderId", "itemId", "createdAt"})
    record Entry(long seq, String orderId, List<String> itemId, String createdAt) {

        static Entry of(NumberedOrder numbered) {
            Order order = numbered.order();
            return new Entry(numbered.seq(), order.orderId(), order.itemIds(), StoredTime.format(order.createdAt()));
        }
    }
}
