package io.orderpipeline.broker.edge;

/** A client's own text, made fit to be repeated in an error sentence: short, printable ASCII. */
public final class Echo {

    private static final int MAX_LENGTH = 60;

    private Echo() {}

    public static String of(String text) {
        String start = text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "...";
        return start.replaceAll("[^ -~]", "?");
    }
}
