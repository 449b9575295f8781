package io.orderpipeline.launcher.live;

/**
 * A refused order.
 *
 * @param at     when, in milliseconds since 1970
 * @param status the status of the answer
 * @param error  the error in the answer
 * @param sent   the beginning of the request body
 */
record RefusedOrder(long at, int status, String error, String sent) {}
