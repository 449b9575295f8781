package io.orderpipeline.tools.traces;

import static io.orderpipeline.tools.traces.Spans.TRACE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class TracePictureTests {

    @Test
    void showsEverySpanAsTextInWellFormedXml() throws Exception {
        Element picture = parse(TracePicture.of(
                TRACE,
                List.of(
                        Spans.span("request", "the client's", 0, 5),
                        Spans.of(TRACE, "attempt", "request", List.of(), 5_000, 5_020, "refused: <\"&'>"),
                        Spans.of("redrive", "root", "", List.of(TRACE), 60_000, 60_010, ""))));

        assertThat(texts(picture))
                .anyMatch(text -> text.contains(TRACE))
                .contains("span request", "span attempt", "span root", "5.0 s", "55.0 s")
                .anyMatch(text -> text.startsWith("20 ms ") && text.endsWith(" refused: <\"&'>"))
                .anyMatch(text -> text.endsWith("with a link to this one: redrive"));
        assertThat(picture.getElementsByTagName("style").item(0).getTextContent())
                .contains("prefers-color-scheme: dark");
    }

    @Test
    void drawsNoTraceThatItDoesNotKnow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TracePicture.of("unknown", List.of(Spans.span("request", "", 0, 5))))
                .withMessage("no span of trace unknown");
    }

    private static Element parse(String svg) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(UTF_8)))
                .getDocumentElement();
    }

    private static List<String> texts(Element picture) {
        NodeList texts = picture.getElementsByTagName("text");
        return IntStream.range(0, texts.getLength())
                .mapToObj(i -> texts.item(i).getTextContent())
                .toList();
    }
}
