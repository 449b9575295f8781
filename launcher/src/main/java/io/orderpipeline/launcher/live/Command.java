package io.orderpipeline.launcher.live;

import org.jspecify.annotations.Nullable;

/**
 * A command from the page.
 *
 * @param action one of those that {@link Controls} performs
 * @param item   the item to refuse, for {@code refuse-item}
 * @param letter the letter's id, for {@code redrive} and {@code discard}
 * @param reason why, for {@code discard}
 */
record Command(
        String action,
        @Nullable String item,
        @Nullable String letter,
        @Nullable String reason) {}
