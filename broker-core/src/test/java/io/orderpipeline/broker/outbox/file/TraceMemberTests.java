package io.orderpipeline.broker.outbox.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceMemberTests {

    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-03";
    private static final String MEMBERS = "\"orderId\":\"1\",\"createdAt\":\"2026-11-01T10:00:00.000Z\"";

    @Test
    void isTheLastMemberOfARecord() {
        byte[] members = TraceMember.append(MEMBERS.getBytes(UTF_8), TRACE);
        assertThat(new String(members, UTF_8)).isEqualTo(MEMBERS + ",\"traceparent\":\"" + TRACE + "\"");
        assertThat(TraceMember.in(object(members))).isEqualTo(TRACE);
    }

    @Test
    void isLeftOutWithoutATrace() {
        byte[] members = MEMBERS.getBytes(UTF_8);
        assertThat(TraceMember.append(members, null)).isSameAs(members);
        assertThat(TraceMember.in(object(members))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"orderId\":\",\\\"traceparent\\\":\\\"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\"}",
                "{\"a\":1,\"traceparent\":\"00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01\"}",
                "{\"a\":1,\"traceparent\":\"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\",\"b\":2}"
            })
    void mistakesNothingElseForATrace(String json) {
        assertThat(TraceMember.in(json.getBytes(UTF_8))).isNull();
    }

    private static byte[] object(byte[] members) {
        return ("{" + new String(members, UTF_8) + "}").getBytes(UTF_8);
    }
}
