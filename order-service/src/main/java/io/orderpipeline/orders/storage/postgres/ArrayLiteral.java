package io.orderpipeline.orders.storage.postgres;

import java.util.List;

/** Texts in the form of a PostgreSQL array: every one in quotes, so that none is taken for syntax or for NULL. */
final class ArrayLiteral {

    private ArrayLiteral() {}

    static String of(List<String> texts) {
        StringBuilder literal = new StringBuilder().append('{');
        for (String text : texts) {
            if (literal.length() > 1) {
                literal.append(',');
            }
            append(literal.append('"'), text);
            literal.append('"');
        }
        return literal.append('}').toString();
    }

    private static void append(StringBuilder literal, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                literal.append('\\');
            }
            literal.append(c);
        }
    }
}
