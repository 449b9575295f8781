package io.orderpipeline.broker.management;

import io.orderpipeline.broker.edge.PortEdge;
import io.orderpipeline.broker.edge.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/** Checks request bodies on the management port as strictly as those of orders, before Spring parses them leniently. */
@ControllerAdvice
final class OperatorBody extends RequestBodyAdviceAdapter {

    @Override
    public boolean supports(MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public HttpInputMessage beforeBodyRead(
            HttpInputMessage message,
            MethodParameter parameter,
            Type type,
            Class<? extends HttpMessageConverter<?>> converter)
            throws IOException {
        byte[] body = message.getBody().readNBytes(PortEdge.LARGEST_OPERATOR_BODY + 1);
        if (body.length > PortEdge.LARGEST_OPERATOR_BODY) {
            throw new RefusedInputException(Refusal.of(413));
        }
        BodyMembers.read(body).note();
        return new Received(message.getHeaders(), new ByteArrayInputStream(body));
    }

    private record Received(HttpHeaders headers, InputStream body) implements HttpInputMessage {

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public InputStream getBody() {
            return body;
        }
    }
}
