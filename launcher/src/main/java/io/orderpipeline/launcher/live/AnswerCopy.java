package io.orderpipeline.launcher.live;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A response that keeps a copy of the beginning of an error body. */
final class AnswerCopy extends HttpServletResponseWrapper {

    private static final int LONGEST = 2_000;

    private final ByteArrayOutputStream copy = new ByteArrayOutputStream(0);
    private @Nullable ServletOutputStream out;

    AnswerCopy(HttpServletResponse response) {
        super(response);
    }

    boolean isRefusal() {
        return getStatus() >= SC_BAD_REQUEST;
    }

    byte[] body() {
        return copy.toByteArray();
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        if (out == null) {
            out = new CopyingStream(super.getOutputStream());
        }
        return out;
    }

    private final class CopyingStream extends ServletOutputStream {

        private final ServletOutputStream target;

        CopyingStream(ServletOutputStream target) {
            this.target = target;
        }

        @Override
        public void write(int b) throws IOException {
            target.write(b);
            keep(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            target.write(bytes, offset, length);
            keep(bytes, offset, length);
        }

        private void keep(byte[] bytes, int offset, int length) {
            if (isRefusal()) {
                copy.write(bytes, offset, Math.min(length, LONGEST - copy.size()));
            }
        }

        @Override
        public void flush() throws IOException {
            target.flush();
        }

        @Override
        public void close() throws IOException {
            target.close();
        }

        @Override
        public boolean isReady() {
            return target.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            target.setWriteListener(listener);
        }
    }
}
