package io.orderpipeline.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.inbox.Failure;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ExcerptTests {

    @Test
    void leavesATextThatIsShortEnough() {
        assertThat(Excerpt.of("x".repeat(500))).isEqualTo("x".repeat(500));
    }

    @Test
    void cutsALongerTextOnlyOnce() {
        String excerpt = "x".repeat(497) + "...";
        assertThat(Excerpt.of("x".repeat(501))).isEqualTo(excerpt);
        assertThat(Excerpt.of(excerpt)).isEqualTo(excerpt);
    }

    @Test
    void neverSplitsACharacter() {
        assertThat(Excerpt.of("x".repeat(496) + "\uD83D\uDCE6".repeat(5))).isEqualTo("x".repeat(496) + "...");
    }

    @Test
    void shortensTheProblemOfAnEventButNeverTheEvent() {
        String json = String.format(Locale.ROOT, "{\"type\":\"%s\",\"version\":1}", "t".repeat(1_000_000));
        UnknownEvent event = (UnknownEvent) EventCodec.decode(json.getBytes(StandardCharsets.UTF_8));
        assertThat(event.json()).isEqualTo(json);
        assertThat(event.problem()).hasSize(500).startsWith("unknown type or version: type=ttt");
        assertThat(new Failure("refused", json, 1, Instant.EPOCH, Instant.EPOCH).detail())
                .hasSize(500);
    }
}
