package io.orderpipeline.orders.placing.web;

import io.orderpipeline.orders.placing.Orders;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/**
 * Answers page requests, a few at a time: each costs as much work and memory as hundreds of other requests. A waiting page request holds a
 * thread, so page requests may hold at most half of all threads; further ones get 503.
 *
 * <p>Thread-safe.
 */
final class OrderPages {

    private static final int AT_A_TIME = 8;

    private final Orders orders;
    private final Semaphore places;
    private final Semaphore turns = new Semaphore(AT_A_TIME, true);

    /** @param threads how many threads answer requests of every kind */
    OrderPages(Orders orders, int threads) {
        this.orders = orders;
        this.places = new Semaphore(Math.max(1, threads / 2));
    }

    ResponseEntity<byte[]> answer(PageQuery query) {
        if (!places.tryAcquire()) {
            return Answers.unavailable("too many pages are being read, retry later", Answers.BUSY_RETRY_AFTER);
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

    private ResponseEntity<byte[]> page(PageQuery query) {
        OrderPage page = OrderPage.read(orders, query);
        ResponseEntity.BodyBuilder answer = Answers.with(HttpStatus.OK);
        page.next().ifPresent(next -> answer.header(HttpHeaders.LINK, "<" + next + ">; rel=\"next\""));
        return answer.body(page.body().json());
    }
}
