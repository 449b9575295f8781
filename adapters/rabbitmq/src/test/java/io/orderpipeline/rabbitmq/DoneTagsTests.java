package io.orderpipeline.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.rabbitmq.DoneTags.Ack;
import org.junit.jupiter.api.Test;

class DoneTagsTests {

    private final DoneTags tags = new DoneTags();

    @Test
    void acknowledgesAllUpToATagWhenNoneIsLeftOut() {
        done(3, 1, 2);
        assertThat(tags.take()).containsExactly(new Ack(3, true));
        assertThat(tags.take()).isEmpty();
    }

    @Test
    void acknowledgesTagsAboveAnUnfinishedOneSingly() {
        done(1, 3, 5);
        assertThat(tags.take()).containsExactly(new Ack(1, true), new Ack(3, false), new Ack(5, false));
    }

    @Test
    void namesNoTagThatTheServerKnowsAlready() {
        done(2, 3);
        tags.take();
        done(1);
        assertThat(tags.take()).containsExactly(new Ack(1, true));
        done(4);
        assertThat(tags.take()).containsExactly(new Ack(4, true));
    }

    private void done(long... numbers) {
        for (long number : numbers) {
            tags.add(number);
        }
    }
}
