package io.orderpipeline.broker.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalTests {

    @ParameterizedTest
    @CsvSource({"404,unknown path", "421,misdirected request", "599,status 599"})
    void hasASentenceForEveryStatus(int status, String sentence) {
        assertThat(Refusal.of(status).error()).isEqualTo(sentence);
    }

    @Test
    void isACompleteAnswerWhateverItSays() {
        String[] answer = new String(new Refusal(400, "not \"é\"").raw(), UTF_8).split("\r\n\r\n", -1);

        assertThat(answer[1]).isEqualTo("{\"error\":\"not \\\"é\\\"\"}");
        assertThat(answer[0])
                .startsWith("HTTP/1.1 400 \r\n")
                .contains(
                        "\r\nContent-Length: " + answer[1].getBytes(UTF_8).length + "\r\n",
                        "\r\nX-Content-Type-Options: nosniff\r\n",
                        "\r\nContent-Security-Policy: frame-ancestors 'none'\r\n")
                .endsWith("\r\nConnection: close");
    }
}
