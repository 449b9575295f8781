-- Text is compared byte by byte: ids are literal, and no locale of the server may change what is equal or how it is sorted.

-- Locked first by whoever commits orders, so that seqs have no gaps and are seen in their order. It is never updated: a row that
-- changed with every batch would leave old versions behind, for as long as any other transaction is open.
create table commit_seq (
    one boolean primary key default true check (one),
    -- The highest seq of orders that were moved elsewhere; those in the table follow it.
    seq bigint not null default 0
);
insert into commit_seq default values;

-- The outbox is this table read by seq: an event is a function of its order.
create table orders (
    seq bigint primary key,
    order_id text collate "C" not null unique,
    item_ids text[] collate "C" not null,
    created_at timestamptz not null,
    idempotency_key text collate "C" unique,
    fingerprint text collate "C"
);

-- Each item of every order, so that none is ordered twice.
create table order_items (
    item_id text collate "C" primary key,
    seq bigint not null
);

-- How far the relay has come, and which process may relay now.
create table relay_lease (
    one boolean primary key default true check (one),
    owner text collate "C",
    epoch bigint not null default 0,
    held_until timestamptz not null default 'epoch',
    done_seq bigint not null default 0,
    done_mark integer not null default 0
);
insert into relay_lease default values;

-- For people: each order as the event that is published for it.
create view outbox as
select
    seq,
    'order.created' as "type",
    1 as "version",
    order_id as "orderId",
    item_ids as "itemId",
    to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "createdAt"
from orders;
