-- Which bus done_seq is about: the name of a broker, which may still hold what was published to it, or null for the bus inside one JVM,
-- whose events are handled. A relay for another bus begins behind handled_seq.
alter table relay_lease
    add column broker text collate "C",
    add column handled_seq bigint not null default 0,
    add column handled_mark integer not null default 0;
