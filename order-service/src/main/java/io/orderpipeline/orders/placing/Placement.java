package io.orderpipeline.orders.placing;

/** What became of the wish to place an order. */
public sealed interface Placement permits OrderAccepted, OrderRefused {}
