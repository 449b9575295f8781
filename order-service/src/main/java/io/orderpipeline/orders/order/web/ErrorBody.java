package io.orderpipeline.orders.order.web;

/** The body of every refusal: one sentence. */
record ErrorBody(String error) {}
