package io.orderpipeline.orders.order.web;

import io.orderpipeline.orders.order.NumberedOrder;
import io.orderpipeline.orders.order.Orders;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/**
 * A page of accepted orders. It ends early when its orders have very many items, so that no request takes memory without bounds.
 *
 * @param mayGoOn whether there may be orders behind the last one
 */
record OrderPage(PageQuery query, List<NumberedOrder> orders, boolean mayGoOn) {

    /** Orders of 1,000 items of 200 characters would make a page of 800 MB; with this bound it stays below 10 MB. */
    private static final int MAX_ITEMS = 10_000;

    private static final int SLICE = 25;

    OrderPage {
        orders = List.copyOf(orders);
    }

    static OrderPage read(Orders all, PageQuery query) {
        List<NumberedOrder> page = new ArrayList<>();
        long seq = query.after();
        int items = 0;
        while (page.size() < query.limit() && items < MAX_ITEMS) {
            int wanted = Math.min(SLICE, query.limit() - page.size());
            List<NumberedOrder> slice = all.after(seq, wanted);
            page.addAll(slice);
            if (slice.size() < wanted) {
                return new OrderPage(query, page, false);
            }
            seq = slice.get(wanted - 1).seq();
            items += slice.stream()
                    .mapToInt(numbered -> numbered.order().itemIds().size())
                    .sum();
        }
        return new OrderPage(query, page, true);
    }

    ResponseEntity<AnswerBody> answer() {
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        if (mayGoOn) {
            long last = orders.get(orders.size() - 1).seq();
            answer.header(HttpHeaders.LINK, "</orders?after=" + last + "&limit=" + query.limit() + ">; rel=\"next\"");
        }
        return answer.body(
                new AnswerBody.Page(orders.stream().map(AnswerBody.Entry::of).toList()));
    }
}
