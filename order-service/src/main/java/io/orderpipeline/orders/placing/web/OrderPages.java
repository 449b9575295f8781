package io.orderpipeline.orders.placing.web;

import io.orderpipeline.broker.edge.Refusal;
import io.orderpipeline.orders.placing.Orders;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers page requests, a few at a time: each costs as much work and memory as hundreds of other requests. A waiting page request holds a
 * thread, so page requests may hold at most half of all threads; further ones get 503.
 *
 * <p>Thread-safe.
 */
final class OrderPages {

    private static final int AT_A_TIME = 8;
    private static final String RETRY_AFTER = "1";

    private final Orders orders;
    private final JsonMapper mapper;
    private final Semaphore places;
    private final Semaphore turns = new Semaphore(AT_A_TIME, true);

    /** @param threads how many threads answer requests of every kind */
    OrderPages(Orders orders, JsonMapper mapper, int threads) {
        this.orders = orders;
        this.mapper = mapper;
        this.places = new Semaphore(Math.max(1, threads / 2));
    }

    ResponseEntity<?> answer(PageQuery query) {
        if (!places.tryAcquire()) {
            return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                    .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER)
                    .body(new Refusal(503, "too many pages are being read, retry later"));
        }
        try {
            turns.acquireUninterruptibly();
            try {
                return page(query);
            } finally {
                turns.release();
            }
        } finally {
            places.release();
        }
    }

    /** As bytes, so that an answer to a slow client keeps nothing else in memory. */
    private ResponseEntity<byte[]> page(PageQuery query) {
        OrderPage page = OrderPage.read(orders, query);
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON);
        page.next().ifPresent(next -> answer.header(HttpHeaders.LINK, "<" + next + ">; rel=\"next\""));
        return answer.body(mapper.writeValueAsBytes(page.body()));
    }
}
