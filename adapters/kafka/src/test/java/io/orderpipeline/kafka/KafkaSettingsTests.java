package io.orderpipeline.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.broker.startup.PropertyRefusedException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaSettingsTests {

    @Test
    void leavesToTheOperatorWhatLosesNoEvents() {
        assertThat(KafkaSettings.sending(Map.of("linger.ms", 20, "acks", "-1")))
                .containsEntry("linger.ms", 20)
                .containsEntry("acks", "all")
                .containsEntry("max.block.ms", 1_000);
        assertThat(KafkaSettings.receiving(Map.of("session.timeout.ms", 45_000)))
                .containsEntry("session.timeout.ms", 45_000)
                .containsEntry("auto.offset.reset", "earliest");
    }

    @Test
    void refusesWhatWouldLoseEvents() {
        assertThatThrownBy(() -> KafkaSettings.sending(Map.of("acks", "1")))
                .isInstanceOf(PropertyRefusedException.class)
                .hasMessage("spring.kafka.producer.acks=1");
        assertThatThrownBy(() -> KafkaSettings.receiving(Map.of("enable.auto.commit", true)))
                .isInstanceOf(PropertyRefusedException.class)
                .hasMessage("spring.kafka.consumer.enable-auto-commit=true");
        assertThatThrownBy(() -> KafkaSettings.receiving(Map.of("auto.offset.reset", "latest")))
                .isInstanceOf(PropertyRefusedException.class)
                .hasMessage("spring.kafka.consumer.auto-offset-reset=latest");
    }
}
