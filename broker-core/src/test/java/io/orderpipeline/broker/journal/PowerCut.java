package io.orderpipeline.broker.journal;

import java.util.Random;

/**
 * What a power cut may do to the sectors that were being written.
 *
 * @param sector    the bytes that a disk writes atomically, 512 or 4096
 * @param tornBytes whether a sector may be torn: its beginning new, the rest old
 * @param garbage   whether a touched sector may hold noise afterwards; the journal does not promise to survive that
 */
public record PowerCut(int sector, boolean tornBytes, boolean garbage) {

    static PowerCut any(Random random) {
        return new PowerCut(random.nextInt(4) == 0 ? 4096 : 512, random.nextBoolean(), false);
    }
}
