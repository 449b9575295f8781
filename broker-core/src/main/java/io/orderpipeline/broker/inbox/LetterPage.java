package io.orderpipeline.broker.inbox;

import java.util.List;
import java.util.OptionalLong;

/**
 * A part of the list of letters.
 *
 * @param letters in the order in which their events died first
 * @param next    the position to ask for the next page after; empty when this is the last page
 */
public record LetterPage(List<DeadLetter> letters, OptionalLong next) {

    public LetterPage {
        letters = List.copyOf(letters);
    }
}
