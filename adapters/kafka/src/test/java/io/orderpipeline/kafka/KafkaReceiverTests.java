package io.orderpipeline.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.broker.bus.Outage;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Set;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class KafkaReceiverTests {

    @Test
    void leavesNoClientBehindWhenItCannotConnect() throws Exception {
        KafkaTopic unreachable = new KafkaTopic(
                "unused",
                Map.of("bootstrap.servers", "127.0.0.1:1", "client.id", "leak"),
                new KafkaBusProperties(true, 1, 0));
        Map<String, Object> settings = KafkaSettings.receiving(Map.of("bootstrap.servers", "127.0.0.1:1"));
        assertThatThrownBy(() -> new KafkaReceiver(settings, unreachable, "leak"))
                .isInstanceOf(Outage.class);
        assertThat(clients("kafka.consumer:type=app-info,id=consumer-leak-*")).isEmpty();
        assertThat(clients("kafka.admin.client:type=app-info,id=leak")).isEmpty();
    }

    private static Set<ObjectName> clients(String pattern) throws Exception {
        return ManagementFactory.getPlatformMBeanServer().queryNames(new ObjectName(pattern), null);
    }
}
