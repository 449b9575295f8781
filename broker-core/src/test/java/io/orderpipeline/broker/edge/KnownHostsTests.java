package io.orderpipeline.broker.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.startup.PropertyBinding;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownHostsTests {

    private final KnownHosts hosts = new KnownHosts(List.of("ops.example"));

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST", "127.0.0.1", "[::1]", "ops.example", "Ops.Example"})
    void knowsThisMachineAndTheConfiguredNames(String host) {
        assertThat(hosts.contains(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost.",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "0.0.0.0",
                "127.1",
                "example"
            })
    void knowsNoOther(String host) {
        assertThat(hosts.contains(host)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "http://ops.example", "ops.example:8081", "*", "::1"})
    void refusesWhatNoHostCanBe(String host) {
        assertThat(PropertyBinding.refusal(KnownHosts.class, Map.of("pipeline.management.allowed-hosts[0]", host)))
                .startsWith("pipeline.management.allowed-hosts[0]=")
                .endsWith(" -> use names or addresses, without scheme and port");
    }
}
