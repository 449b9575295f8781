package io.orderpipeline.broker.index;

/** 128 bits that stand for an id. With a secret key, two ids share them by chance only: once in 10^20 among ten billion. */
public record Hash128(long high, long low) {}
