package io.orderpipeline.postgres;

/** Text that PostgreSQL can store: no NUL and no unpaired surrogate. Ids of valid orders have neither. */
public final class StorableText {

    private StorableText() {}

    public static boolean is(String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            // A pair is one code point, so a surrogate found here is unpaired.
            int codePoint = text.codePointAt(i);
            if (codePoint == 0 || Character.getType(codePoint) == Character.SURROGATE) {
                return false;
            }
        }
        return true;
    }
}
