package io.orderpipeline.orders.placing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A valid request for an order. Ids are taken literally, without trimming, case folding or normalization.
 *
 * @param orderId the id the client chose, or null to have one generated
 * @param itemIds 1 to 1,000, in request order; repeated ones are for {@link Orders} to refuse
 */
public record OrderRequest(@Nullable String orderId, List<String> itemIds) {

    /** More items than anyone orders; limits the work of one request. */
    public static final int MAX_ITEMS = 1_000;

    /**
     * Checks every rule.
     *
     * @throws InvalidOrderRequestException naming what breaks a rule
     */
    public OrderRequest {
        if (itemIds.isEmpty()) {
            throw itemsMissing();
        }
        if (itemIds.size() > MAX_ITEMS) {
            throw tooManyItems();
        }
        if (orderId != null) {
            Identifier.check("orderId", orderId);
        }
        for (int i = 0; i < itemIds.size(); i++) {
            Identifier.check("itemId", i, itemIds.get(i));
        }
        itemIds = List.copyOf(itemIds);
    }

    public static InvalidOrderRequestException itemsMissing() {
        return new InvalidOrderRequestException("itemId is required (non-empty array)");
    }

    public static InvalidOrderRequestException tooManyItems() {
        return new InvalidOrderRequestException("itemId must have at most 1,000 elements");
    }
}
