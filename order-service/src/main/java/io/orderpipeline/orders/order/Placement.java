package io.orderpipeline.orders.order;

/** What became of the wish to place an order. */
public sealed interface Placement permits OrderAccepted, OrderRefused {}
