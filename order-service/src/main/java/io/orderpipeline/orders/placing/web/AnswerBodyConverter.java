package io.orderpipeline.orders.placing.web;

import io.orderpipeline.broker.edge.Refusal;
import java.io.IOException;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.databind.json.JsonMapper;

/** Writes each answer in one piece, with its length. Spring's own converter flushes in between, giving a chunked answer in two packets. */
final class AnswerBodyConverter extends AbstractHttpMessageConverter<Object> {

    private final JsonMapper mapper;

    AnswerBodyConverter(JsonMapper mapper) {
        super(MediaType.APPLICATION_JSON);
        this.mapper = mapper;
    }

    @Override
    protected boolean supports(Class<?> type) {
        return AnswerBody.class.isAssignableFrom(type) || type == Refusal.class;
    }

    @Override
    public boolean canRead(Class<?> type, @org.jspecify.annotations.Nullable MediaType mediaType) {
        return false;
    }

    @Override
    protected Object readInternal(Class<?> type, HttpInputMessage in) {
        throw new HttpMessageNotReadableException("answers are only written", in);
    }

    @Override
    protected void writeInternal(Object body, HttpOutputMessage out) throws IOException {
        byte[] json = mapper.writeValueAsBytes(body);
        out.getHeaders().setContentLength(json.length);
        out.getBody().write(json);
    }
}
