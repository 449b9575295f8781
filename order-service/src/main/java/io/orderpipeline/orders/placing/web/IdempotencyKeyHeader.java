package io.orderpipeline.orders.placing.web;

import io.orderpipeline.orders.placing.InvalidOrderRequestException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Idempotency-Key header of draft-ietf-httpapi-idempotency-key-header: a String of RFC 9651, section 3.3.3, in quotes, of 1 to 200
 * characters. A value without quotes is accepted too, since many clients send a bare UUID; quoted or not, it is the same key.
 */
final class IdempotencyKeyHeader {

    private static final Pattern QUOTED = Pattern.compile("\"((?:[ !#-\\[\\]-~]|\\\\[\"\\\\]){1,200})\"");
    private static final Pattern BARE = Pattern.compile("[!#-+\\--:<-\\[\\]-~]{1,200}");

    private IdempotencyKeyHeader() {}

    /** @throws InvalidOrderRequestException when it is neither */
    static String parse(String header) {
        Matcher quoted = QUOTED.matcher(header);
        if (quoted.matches()) {
            return quoted.group(1).replaceAll("\\\\(.)", "$1");
        }
        if (BARE.matcher(header).matches()) {
            return header;
        }
        throw new InvalidOrderRequestException(
                "Idempotency-Key must be a quoted string of 1 to 200 printable ASCII characters");
    }
}
