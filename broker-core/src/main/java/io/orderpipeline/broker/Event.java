package io.orderpipeline.broker;

/** What travels from the outbox to its subscribers. */
public sealed interface Event permits OrderCreated, UnknownEvent {}
