package io.orderpipeline.orders.storage.postgres;

import java.util.List;

/** Texts as a PostgreSQL array literal. Each is quoted, so none is read as syntax or as NULL. */
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
