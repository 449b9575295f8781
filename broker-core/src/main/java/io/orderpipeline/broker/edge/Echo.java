package io.orderpipeline.broker.edge;

/** A client's text made safe to quote in an error message: short, printable ASCII. */
public final class Echo {

    private static final int MAX_LENGTH = 60;

    private Echo() {}

    public static String of(String text) {
        String start = text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "...";
        return start.replaceAll("[^ -~]", "?");
    }
}
