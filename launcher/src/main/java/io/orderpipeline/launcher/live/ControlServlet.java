package io.orderpipeline.launcher.live;

import io.orderpipeline.broker.edge.Refusal;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests from the page, accepted from this machine only: {@code /live/key} exchanges the link's token for a key, {@code /live/control}
 * performs commands for a client with the key. The key is sent in a header, not in a cookie, so no other page can make a browser send it.
 */
final class ControlServlet extends HttpServlet {

    static final String KEY_PATH = "/live/key";
    static final String CONTROL_PATH = "/live/control";
    static final String KEY_HEADER = "Live-Key";

    private static final long serialVersionUID = 1L;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final transient PageKey key;
    private final transient Controls controls;

    ControlServlet(PageKey key, Controls controls) {
        this.key = key;
        this.controls = controls;
    }

    private record Link(String token) {}

    private record Key(String key) {}

    private record Done(String result) {}

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Refusal refusal = refusalOf(request, response);
        if (refusal != null) {
            refusal.refuse(request, response);
            return;
        }
        try {
            Object answer = request.getServletPath().equals(KEY_PATH) ? key(request) : control(request);
            if (answer instanceof Refusal refused) {
                refused.refuse(request, response);
            } else {
                response.setContentType("application/json");
                response.getOutputStream().write(JSON.writeValueAsBytes(answer));
            }
        } catch (JacksonException e) {
            new Refusal(400, "the body must be a JSON object with the members of the command")
                    .refuse(request, response);
        } catch (IllegalArgumentException e) {
            new Refusal(400, String.valueOf(e.getMessage())).refuse(request, response);
        }
    }

    private static @Nullable Refusal refusalOf(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress()) {
            return new Refusal(403, "the page can only be controlled from the machine it runs on");
        }
        if (!request.getMethod().equals("POST")) {
            response.setHeader("Allow", "POST");
            return Refusal.of(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        }
        String type = request.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("application/json")
                ? null
                : Refusal.of(HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE);
    }

    private Object key(HttpServletRequest request) throws IOException {
        Link link = JSON.readValue(request.getInputStream(), Link.class);
        return key.redeem(link.token() == null ? "" : link.token())
                .<Object>map(Key::new)
                .orElseGet(() -> new Refusal(
                        403,
                        key.isUsed()
                                ? "this link was used already; the next start logs a new one"
                                : "this is not the link in the log"));
    }

    private Object control(HttpServletRequest request) throws IOException {
        if (!key.fits(request.getHeader(KEY_HEADER))) {
            return new Refusal(403, "only a page opened with the link in the log can do this");
        }
        Command command = JSON.readValue(request.getInputStream(), Command.class);
        if (command.action() == null) {
            return new Refusal(400, "action must be given");
        }
        return new Done(controls.perform(command, request.getRemoteAddr()));
    }
}
