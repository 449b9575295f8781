package io.orderpipeline.launcher.live;

/**
 * An order that was not accepted.
 *
 * @param at     when, in milliseconds since 1970
 * @param status what was answered
 * @param error  the sentence that was answered
 * @param sent   the beginning of what the client sent
 */
record RefusedOrder(long at, int status, String error, String sent) {}
