package io.orderpipeline.broker.inbox;

import java.util.List;
import java.util.OptionalLong;

/**
 * One page of letters.
 *
 * @param letters in the order in which their events first died
 * @param next    the position after which the next page starts; empty when this is the last page
 */
public record LetterPage(List<DeadLetter> letters, OptionalLong next) {

    public LetterPage {
        letters = List.copyOf(letters);
    }
}
