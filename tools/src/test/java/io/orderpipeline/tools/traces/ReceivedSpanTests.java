package io.orderpipeline.tools.traces;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ReceivedSpanTests {

    private static final ReceivedSpan EXPECTED = new ReceivedSpan(
            "notification-service",
            "notification send",
            "0af7",
            "b7ad",
            "",
            List.of("00ff"),
            1_700_000_000_000_000_001L,
            1_700_000_000_000_000_007L,
            "refused",
            Map.of("item.id", "itemA"));

    @Test
    void isWhatWasExported() {
        Span span = Span.newBuilder()
                .setName("notification send")
                .setTraceId(bytes(0x0a, 0xf7))
                .setSpanId(bytes(0xb7, 0xad))
                .addLinks(Span.Link.newBuilder().setTraceId(bytes(0, 0xff)))
                .setStartTimeUnixNano(1_700_000_000_000_000_001L)
                .setEndTimeUnixNano(1_700_000_000_000_000_007L)
                .setStatus(Status.newBuilder().setMessage("refused"))
                .addAttributes(text("item.id", "itemA"))
                .addAttributes(KeyValue.newBuilder()
                        .setKey("attempt")
                        .setValue(AnyValue.newBuilder().setIntValue(1)))
                .build();
        ResourceSpans exported = ResourceSpans.newBuilder()
                .setResource(Resource.newBuilder().addAttributes(text("service.name", "notification-service")))
                .addScopeSpans(ScopeSpans.newBuilder().addSpans(span))
                .build();

        assertThat(ReceivedSpan.in(ExportTraceServiceRequest.newBuilder()
                        .addResourceSpans(exported)
                        .build()))
                .containsExactly(EXPECTED);
        assertThat(EXPECTED.nanos()).isEqualTo(6);
    }

    @Test
    void isTheSameAfterItWasALineOfJson() {
        JsonMapper json = JsonMapper.builder().build();
        assertThat(json.readValue(json.writeValueAsString(EXPECTED), ReceivedSpan.class))
                .isEqualTo(EXPECTED);
    }

    private static KeyValue text(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    private static ByteString bytes(int... bytes) {
        byte[] narrow = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            narrow[i] = (byte) bytes[i];
        }
        return ByteString.copyFrom(narrow);
    }
}
