package io.orderpipeline.broker.startup;

import org.jspecify.annotations.Nullable;

/** A property has a value that the pipeline cannot start with. */
public final class PropertyRefusedException extends RuntimeException {

    private final String remedy;

    /**
     * A refusal. Its message has as much of the value as may be seen in a log: nothing of a secret, of a URL scheme, host and port.
     *
     * @param property its name
     * @param value    as it was given; null when nothing of it is to be seen
     * @param remedy   what is allowed, as advice
     */
    public PropertyRefusedException(String property, @Nullable Object value, String remedy) {
        super(ShownValue.of(property, value));
        this.remedy = remedy;
    }

    /** All of it in one line, as a refused start says it. */
    public String line() {
        return getMessage() + " -> " + remedy;
    }

    /** What is allowed, as advice. */
    String remedy() {
        return remedy;
    }
}
