-- The trace of the request that placed the order, for those who follow an order through the services; null when it was not traced.
-- A column without a default: the table is not written again.
alter table orders add column trace_parent text collate "C";
