package io.orderpipeline.broker.startup;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.util.unit.DataSize;

/** Advice on how to write a property's value, by its type. */
final class ReadableForm {

    private ReadableForm() {}

    static String of(Class<?> type) {
        if (type.isEnum()) {
            return "use "
                    + Arrays.stream(type.getEnumConstants())
                            .map(ReadableForm::spelling)
                            .collect(Collectors.joining(" or "));
        }
        if (Number.class.isAssignableFrom(type)) {
            return "use a whole number";
        }
        if (type == Boolean.class) {
            return "use true or false";
        }
        if (type == Duration.class) {
            return "use a duration such as 500ms, 10s or 5m";
        }
        if (type == DataSize.class) {
            return "use a size such as 256KB or 64MB";
        }
        if (type == InetAddress.class) {
            return "use an address of this machine such as 127.0.0.1";
        }
        return "use a value that can be read as " + type.getSimpleName();
    }

    private static String spelling(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
