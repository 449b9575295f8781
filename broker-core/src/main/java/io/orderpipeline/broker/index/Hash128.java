package io.orderpipeline.broker.index;

/** A 128-bit hash of an id. With a secret key, ids collide only by chance: with ten billion ids, less than once in 10^18. */
public record Hash128(long high, long low) {}
