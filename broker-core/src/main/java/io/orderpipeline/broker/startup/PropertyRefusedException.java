package io.orderpipeline.broker.startup;

import org.jspecify.annotations.Nullable;

/** A property has a value that the pipeline cannot start with. */
public final class PropertyRefusedException extends RuntimeException {

    private final String remedy;

    /**
     * A refusal. Its message shows only what is safe to log of the value: nothing of a secret; scheme, host and port of a URL.
     *
     * @param property its name
     * @param value    as given; null to show nothing of it
     * @param remedy   what is allowed, as advice
     */
    public PropertyRefusedException(String property, @Nullable Object value, String remedy) {
        super(ShownValue.of(property, value));
        this.remedy = remedy;
    }

    /** Message and remedy in one line, as logged when a start is refused. */
    public String line() {
        return getMessage() + " -> " + remedy;
    }

    /** What is allowed, as advice. */
    String remedy() {
        return remedy;
    }
}
