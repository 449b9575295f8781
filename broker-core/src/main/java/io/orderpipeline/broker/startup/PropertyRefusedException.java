package io.orderpipeline.broker.startup;

/** A property has a value that the pipeline cannot start with. */
public final class PropertyRefusedException extends RuntimeException {

    private final String remedy;

    /**
     * A refusal.
     *
     * @param property its canonical name
     * @param value    as it was given
     * @param remedy   what is allowed, as advice
     */
    public PropertyRefusedException(String property, String value, String remedy) {
        super(property + "=" + value);
        this.remedy = remedy;
    }

    /** What is allowed, as advice. */
    public String remedy() {
        return remedy;
    }
}
