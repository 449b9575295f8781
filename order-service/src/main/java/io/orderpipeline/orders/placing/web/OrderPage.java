package io.orderpipeline.orders.placing.web;

import io.orderpipeline.orders.placing.NumberedOrder;
import io.orderpipeline.orders.placing.Order;
import io.orderpipeline.orders.placing.Orders;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A page of accepted orders. It ends early when its orders are very large, to bound the memory of a request.
 *
 * @param mayGoOn whether more orders may follow the last one
 */
record OrderPage(PageQuery query, List<NumberedOrder> orders, boolean mayGoOn) {

    /** No order is added once a page has this many characters. 1,000 of the largest orders would make a page of 250 MB. */
    private static final int ENOUGH = 500_000;

    private static final int SLICE = 25;

    OrderPage {
        orders = List.copyOf(orders);
    }

    static OrderPage read(Orders all, PageQuery query) {
        List<NumberedOrder> page = new ArrayList<>();
        long seq = query.after();
        int size = 0;
        while (page.size() < query.limit()) {
            int wanted = Math.min(SLICE, query.limit() - page.size());
            List<NumberedOrder> slice = all.after(seq, wanted);
            for (NumberedOrder numbered : slice) {
                if (size >= ENOUGH) {
                    return new OrderPage(query, page, true);
                }
                page.add(numbered);
                size += sizeOf(numbered.order());
                seq = numbered.seq();
            }
            if (slice.size() < wanted) {
                return new OrderPage(query, page, false);
            }
        }
        return new OrderPage(query, page, true);
    }

    /** Its approximate length as JSON, in characters. */
    private static int sizeOf(Order order) {
        int names = 100;
        int quotes = 3;
        return names
                + order.orderId().length()
                + order.itemIds().stream()
                        .mapToInt(itemId -> itemId.length() + quotes)
                        .sum();
    }

    AnswerBody.Page body() {
        return new AnswerBody.Page(orders.stream().map(AnswerBody.Entry::of).toList());
    }

    /** The address of the next page, if there may be one. */
    Optional<String> next() {
        return mayGoOn
                ? Optional.of("/orders?after=" + orders.get(orders.size() - 1).seq() + "&limit=" + query.limit())
                : Optional.empty();
    }
}
