package io.orderpipeline.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.broker.bus.Outage;
import java.lang.management.ManagementFactory;
import java.util.Map;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class KafkaReceiverTests {

    @Test
    void leavesNoConsumerBehindWhenItCannotConnectForItsQuestions() throws Exception {
        KafkaTopic unreachable = new KafkaTopic(
                "unused", Map.of("bootstrap.servers", "no-such-host.invalid:9092"), new KafkaBusProperties(true, 1, 0));
        Map<String, Object> settings = KafkaSettings.receiving(Map.of("bootstrap.servers", "127.0.0.1:1"));
        assertThatThrownBy(() -> new KafkaReceiver(settings, unreachable, "leak"))
                .isInstanceOf(Outage.class);
        assertThat(ManagementFactory.getPlatformMBeanServer()
                        .queryNames(new ObjectName("kafka.consumer:type=app-info,id=consumer-leak-*"), null))
                .isEmpty();
    }
}
