package io.orderpipeline.orders.edge;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** A request whose body is in memory. Everything behind the filter sees an ordinary first dispatch, not an asynchronous one. */
final class ReceivedRequest extends HttpServletRequestWrapper {

    private final Body body;
    private boolean asyncStarted;

    ReceivedRequest(HttpServletRequest request, Body body) {
        super(request);
        this.body = body;
    }

    @Override
    public ServletInputStream getInputStream() {
        return new MemoryInputStream(new ByteArrayInputStream(body.bytes(), 0, body.length()));
    }

    @Override
    public BufferedReader getReader() {
        return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }

    @Override
    public DispatcherType getDispatcherType() {
        return asyncStarted ? super.getDispatcherType() : DispatcherType.REQUEST;
    }

    @Override
    public AsyncContext startAsync() {
        asyncStarted = true;
        return super.startAsync();
    }

    @Override
    public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
        asyncStarted = true;
        return super.startAsync(request, response);
    }

    private static final class MemoryInputStream extends ServletInputStream {

        private final ByteArrayInputStream bytes;

        private MemoryInputStream(ByteArrayInputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return bytes.read(target, offset, length);
        }

        @Override
        public int available() {
            return bytes.available();
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("the body is in memory and is read without a listener");
        }
    }
}
