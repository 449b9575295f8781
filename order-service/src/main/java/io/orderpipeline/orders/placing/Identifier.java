package io.orderpipeline.orders.placing;

/** The rule for an orderId and an itemId: 1 to 200 Unicode code points, not blank, no control characters, no unpaired surrogate. */
public final class Identifier {

    private static final int MAX_CODE_POINTS = 200;

    private Identifier() {}

    /** @throws InvalidOrderRequestException naming the field */
    static void check(String field, String id) {
        Fault fault = faultOf(id);
        if (fault != Fault.NONE) {
            throw new InvalidOrderRequestException(field + fault.sentence);
        }
    }

    /** @throws InvalidOrderRequestException naming the field and the index */
    static void check(String field, int index, String id) {
        Fault fault = faultOf(id);
        if (fault != Fault.NONE) {
            throw new InvalidOrderRequestException(field + "[" + index + "]" + fault.sentence);
        }
    }

    /** The refusal of a value that is not a string. */
    public static InvalidOrderRequestException notAString(String field) {
        return new InvalidOrderRequestException(field + Fault.SIZE.sentence);
    }

    private static Fault faultOf(String id) {
        boolean blank = true;
        int length = 0;
        for (int i = 0; i < id.length(); length++) {
            int codePoint = id.codePointAt(i);
            if (Character.isISOControl(codePoint)) {
                return Fault.CONTROL;
            }
            if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
                return Fault.SURROGATE;
            }
            blank = blank && (Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint));
            i += Character.charCount(codePoint);
        }
        return blank || length > MAX_CODE_POINTS ? Fault.SIZE : Fault.NONE;
    }

    private enum Fault {
        NONE(""),
        SIZE(" must be a non-empty string of at most 200 characters"),
        CONTROL(" must not contain control characters"),
        SURROGATE(" must not contain half of a surrogate pair");

        private final String sentence;

        Fault(String sentence) {
            this.sentence = sentence;
        }
    }
}
