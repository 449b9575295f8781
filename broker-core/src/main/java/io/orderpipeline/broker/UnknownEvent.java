package io.orderpipeline.broker;

/**
 * An event that this version of the software does not understand, kept as it came.
 *
 * @param json    the event as it was stored
 * @param problem what is unknown about it, for people; of a long text an {@link Excerpt}
 */
public record UnknownEvent(String json, String problem) implements Event {

    public UnknownEvent {
        problem = Excerpt.of(problem);
    }
}
