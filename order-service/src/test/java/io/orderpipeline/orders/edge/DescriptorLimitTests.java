package io.orderpipeline.orders.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DescriptorLimitTests {

    @Test
    void saysWhatToChangeWhenConnectionsCouldTakeEveryDescriptor() {
        assertThat(new DescriptorLimit(4096, 60).advice(8192))
                .contains("limit=4096 needed=8380 max_connections=8192"
                        + " -> raise the limit of open files (ulimit -n, LimitNOFILE) to 8380,"
                        + " or set server.tomcat.max-connections to 3908");
    }

    @Test
    void staysSilentWhereThereAreEnoughOrTheSystemDoesNotSay() {
        assertThat(new DescriptorLimit(8380, 60).advice(8192)).isEmpty();
        assertThat(new DescriptorLimit(8379, 60).advice(8192)).isPresent();
        assertThat(new DescriptorLimit(0, 0).advice(8192)).isEmpty();
    }

    @Test
    void namesAtLeastOneConnection() {
        assertThat(new DescriptorLimit(100, 60).advice(8192))
                .hasValueSatisfying(advice -> assertThat(advice).endsWith("max-connections to 1"));
    }

    @Test
    void asksThisSystem() {
        assertThat(DescriptorLimit.ofThisProcess().limit()).isPositive();
    }
}
