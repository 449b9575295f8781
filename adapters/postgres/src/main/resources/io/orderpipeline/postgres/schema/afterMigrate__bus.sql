-- Which bus done_seq is about: the name of a broker, which may still hold what was published to it, or null for the bus inside one JVM,
-- whose events are handled. A relay for another bus begins behind handled_seq.
--
-- Not a numbered migration: the release before does without these columns, and would refuse to start again beside this one on tables with a
-- later number. Looked at first, because only their owner may alter tables; two services may start at the same time.
do $$
begin
    if not exists (select from pg_attribute where attrelid = 'relay_lease'::regclass and attname = 'handled_mark') then
        alter table relay_lease
            add column if not exists broker text collate "C",
            add column if not exists handled_seq bigint not null default 0,
            add column if not exists handled_mark integer not null default 0;
    end if;
end
$$;
