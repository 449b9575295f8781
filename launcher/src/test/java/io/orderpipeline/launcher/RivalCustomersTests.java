package io.orderpipeline.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RivalCustomersTests {

    private static final int CUSTOMERS = 64;
    private static final int ITEMS = 20;

    /** The answer to each customer, by orderId {@code <customer>-<item>}. */
    private final Map<String, String> answers = new ConcurrentHashMap<>();

    @TempDir
    private Path folder;

    @Test
    void exactlyOneOrderWinsEachItemAndTheFilesAgreeWithTheAnswers() throws InterruptedException {
        DataFolder data = new DataFolder(folder);
        try (Pipeline pipeline = Pipeline.start(data.arguments())) {
            allOrderEveryItem(Customer.of(pipeline.orders()));
            data.awaitDrained(pipeline.notifications());
        }

        assertThat(answers).hasSize(CUSTOMERS * ITEMS);
        Set<String> winners = ordersAnswered(answer -> answer.startsWith("202 "));
        assertThat(winners.stream().map(RivalCustomersTests::itemOf))
                .as("each item's winner")
                .hasSize(ITEMS)
                .doesNotHaveDuplicates();
        ordersAnswered(answer -> !answer.startsWith("202 ")).forEach(orderId -> assertThat(answers.get(orderId))
                .isEqualTo(String.format(Locale.ROOT, "409 {\"error\":\"duplicate item(s): %s\"}", itemOf(orderId))));
        assertThat(data.orders())
                .extracting(order -> order.path("orderId").asString())
                .containsExactlyInAnyOrderElementsOf(winners);
        assertThat(data.events())
                .extracting(event -> event.path("orderId").asString())
                .containsExactlyInAnyOrderElementsOf(winners);
        assertThat(data.processedKeys())
                .containsExactlyInAnyOrderElementsOf(winners.stream()
                        .map(orderId -> orderId + "::" + itemOf(orderId))
                        .toList());
    }

    private void allOrderEveryItem(Customer customer) throws InterruptedException {
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService customers = Executors.newFixedThreadPool(CUSTOMERS);
        for (int i = 0; i < CUSTOMERS; i++) {
            int number = i;
            customers.execute(() -> {
                awaitUninterrupted(start);
                for (int item = 0; item < ITEMS; item++) {
                    String orderId = number + "-item" + item;
                    answers.put(
                            orderId,
                            customer.posts(String.format(
                                    Locale.ROOT, "{\"orderId\":\"%s\",\"itemId\":[\"item%d\"]}", orderId, item)));
                }
            });
        }
        start.countDown();
        customers.shutdown();
        assertThat(customers.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
    }

    private Set<String> ordersAnswered(Predicate<String> answer) {
        return answers.entrySet().stream()
                .filter(entry -> answer.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static String itemOf(String orderId) {
        return orderId.substring(orderId.indexOf('-') + 1);
    }

    private static void awaitUninterrupted(CountDownLatch start) {
        try {
            start.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before the start", e);
        }
    }
}
