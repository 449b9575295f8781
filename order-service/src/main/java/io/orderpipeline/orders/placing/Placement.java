package io.orderpipeline.orders.placing;

/** The result of placing an order. */
public sealed interface Placement permits OrderAccepted, OrderRefused {}
