package io.orderpipeline.broker.inbox.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.inbox.NotificationKey;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessedIndexLoaderTests {

    private static final NotificationKey KEY = new NotificationKey("1", "a");

    private final ProcessedIndexLoader loader = new ProcessedIndexLoader();

    /** The service writes the first form; the others are also valid JSON, from another program or a manual edit. */
    @ParameterizedTest
    @ValueSource(strings = {"""
                "orderId":"1","itemId":"a","key":"1::a","processedAt":"2026-11-01T12:00:00.120Z\"""", """
                "orderId":"\\u0031","itemId":"a\"""", """
                "orderId":"1","itemId":"\\u0061\"""", """
                "orderId":"1","key":"1::b","itemId":"a\"""", """
                "itemId":"a","orderId":"1\""""})
    void readsAKeyInWhateverWayItIsWritten(String members) {
        byte[] bytes = ("##" + members + "##").getBytes(UTF_8);
        loader.visit(1, 0, bytes, 2, bytes.length - 2);
        ProcessedIndex index = loader.load();
        assertThat(index.contains(KEY)).isTrue();
        assertThat(index.contains(new NotificationKey("1", "b"))).isFalse();
    }
}
