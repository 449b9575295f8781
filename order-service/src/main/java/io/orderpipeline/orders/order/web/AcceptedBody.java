package io.orderpipeline.orders.order.web;

/** The body of a 202. */
record AcceptedBody(String orderId) {}
