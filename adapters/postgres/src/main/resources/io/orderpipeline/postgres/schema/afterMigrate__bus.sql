-- The bus that done_seq belongs to: the name of a broker, which may still hold events published to it, or null for the bus inside one JVM,
-- whose events are handled. A relay for another bus starts after handled_seq.
--
-- Not a numbered migration: the previous release does not need these columns, and would refuse to restart beside this one on tables with a
-- later version. Checked first, because only their owner may alter tables; two services may start at the same time.
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
