package io.orderpipeline.broker.management;

import io.orderpipeline.broker.edge.Refusal;

/** An operator's request cannot be read. */
final class RefusedInputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    RefusedInputException(Refusal refusal) {
        super(refusal.error());
        this.refusal = refusal;
    }

    static RefusedInputException because(String sentence) {
        return new RefusedInputException(new Refusal(400, sentence));
    }

    Refusal refusal() {
        return refusal;
    }
}
