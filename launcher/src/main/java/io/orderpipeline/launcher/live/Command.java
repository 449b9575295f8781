package io.orderpipeline.launcher.live;

import org.jspecify.annotations.Nullable;

/**
 * What the page asks for.
 *
 * @param action what {@link Controls} knows
 * @param item   which item is to be refused, with {@code refuse-item}
 * @param letter which letter, with {@code redrive} and {@code discard}
 * @param reason why, with {@code discard}
 */
record Command(
        String action,
        @Nullable String item,
        @Nullable String letter,
        @Nullable String reason) {}
