package io.orderpipeline.broker.startup;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.orderpipeline.broker.LogValue;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.json.JsonWriter.Members;
import org.springframework.boot.logging.structured.StructuredLoggingJsonMembersCustomizer;

/**
 * Adds the ids in a log message as separate fields to its JSON line, exactly as the client sent them. They are found through the message's
 * pattern, {@code orderId={}}, so that plain-text lines cost nothing extra.
 *
 * <p>Thread-safe.
 */
final class IdFields implements StructuredLoggingJsonMembersCustomizer<ILoggingEvent> {

    private static final String PLACEHOLDER = "{}";

    @Override
    public void customize(Members<ILoggingEvent> members) {
        for (String name : new String[] {"orderId", "itemId"}) {
            members.add(name, event -> valueOf(name, event)).whenNotNull();
        }
    }

    private static @Nullable String valueOf(String name, ILoggingEvent event) {
        String message = event.getMessage();
        Object[] values = event.getArgumentArray();
        int field = message == null || values == null ? -1 : message.indexOf(" " + name + "=" + PLACEHOLDER);
        if (field < 0) {
            return null;
        }
        int place = placeholders(message, field);
        return place < values.length ? LogValue.textOf(String.valueOf(values[place])) : null;
    }

    /** The number of placeholders before this index. */
    private static int placeholders(String text, int end) {
        int count = 0;
        for (int i = text.indexOf(PLACEHOLDER); i >= 0 && i < end; i = text.indexOf(PLACEHOLDER, i + 2)) {
            count++;
        }
        return count;
    }
}
