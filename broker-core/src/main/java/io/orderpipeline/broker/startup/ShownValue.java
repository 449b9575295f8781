package io.orderpipeline.broker.startup;

import io.orderpipeline.broker.Excerpt;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The part of a property that is safe to log: {@code name=value}, or only its name. */
final class ShownValue {

    private static final Pattern SECRET =
            Pattern.compile("(secret|passw|passphrase|token|credential)|key$", Pattern.CASE_INSENSITIVE);
    private static final Pattern URL =
            Pattern.compile("((?:jdbc:)?[A-Za-z][A-Za-z0-9+.-]*://)([^/?#]*)(.*)", Pattern.DOTALL);
    private static final Pattern HOST_AND_PORT = Pattern.compile("([A-Za-z0-9._-]*|\\[[0-9A-Fa-f:.]+])(:\\d*)?");
    private static final String HIDDEN = "...";

    private ShownValue() {}

    static String of(String property, @Nullable Object value) {
        if (value == null || SECRET.matcher(property).find()) {
            return property;
        }
        return property + "=" + (value instanceof Duration time ? time.toMillis() + "ms" : withoutSecrets("" + value));
    }

    /** Removes user, password, path and query from a URL, since each may hold a secret; shows only the scheme of a malformed URL. */
    private static String withoutSecrets(String value) {
        Matcher url = URL.matcher(value);
        if (!url.matches()) {
            return value.contains("@") || value.contains("-----BEGIN") ? HIDDEN : Excerpt.of(value);
        }
        String host = url.group(2).substring(url.group(2).lastIndexOf('@') + 1);
        boolean clear = HOST_AND_PORT.matcher(host).matches() && !url.group(3).contains("@");
        return url.group(1) + (clear ? host : HIDDEN);
    }
}
