package io.orderpipeline.launcher.live;

import io.orderpipeline.broker.edge.Refusal;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The page and its files. At {@code /} only browsers get the page; other clients get a 404, as without the page. */
final class PageFiles extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final String PAGE = "page.html";
    private static final List<String> FILES =
            List.of("page.css", "page.js", "view.js", "charts.js", "controls.js", "text.js", "icon.svg");

    private static final class Content {

        private final String type;
        private final byte[] bytes;

        Content(String type, byte[] bytes) {
            this.type = type;
            this.bytes = bytes;
        }
    }

    private final transient Map<String, Content> byPath = new LinkedHashMap<>();

    PageFiles() {
        byPath.put("/", read(PAGE));
        FILES.forEach(name -> byPath.put(path(name), read(name)));
    }

    private static String path(String name) {
        return "/live/" + name;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getServletPath() + Objects.toString(request.getPathInfo(), "");
        boolean root = path.equals("/");
        Content content = byPath.get(path);
        boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        if (root) {
            response.setHeader("Vary", "Accept");
        }
        if (content == null || (root && (!reads || !wantsPage(request)))) {
            Refusal.of(HttpServletResponse.SC_NOT_FOUND).refuse(request, response);
        } else if (!reads) {
            response.setHeader("Allow", "GET, HEAD");
            Refusal.of(HttpServletResponse.SC_METHOD_NOT_ALLOWED).refuse(request, response);
        } else {
            response.setContentType(content.type);
            response.setContentLength(content.bytes.length);
            if (request.getMethod().equals("GET")) {
                response.getOutputStream().write(content.bytes);
            }
        }
    }

    private static boolean wantsPage(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        return accept != null && accept.toLowerCase(Locale.ROOT).contains("text/html");
    }

    private static Content read(String name) {
        try (InputStream in = Objects.requireNonNull(PageFiles.class.getResourceAsStream(path(name)), name)) {
            return new Content(typeOf(name), in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String typeOf(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "html" -> "text/html;charset=utf-8";
            case "css" -> "text/css;charset=utf-8";
            case "js" -> "text/javascript;charset=utf-8";
            case "svg" -> "image/svg+xml";
            default -> throw new IllegalArgumentException("no content type for " + name);
        };
    }
}
