package io.orderpipeline.orders.placing.web;

/** A client's own text, made fit to be repeated in an error sentence: short, printable ASCII. */
final class Echo {

    private static final int MAX_LENGTH = 60;

    private Echo() {}

    static String of(String text) {
        String start = text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "...";
        return start.replaceAll("[^ -~]", "?");
    }
}
