-- One row for each notification that was sent or is being sent, for ever: a claim and a record in one row, so that none slips between.
create table processed_notifications (
    order_id text collate "C" not null,
    item_id text collate "C" not null,
    done boolean not null,
    -- Who sends it now, and until when nobody else may.
    claimed_by text collate "C",
    claimed_until timestamptz,
    primary key (order_id, item_id)
);

-- Each event that could not be handled, as its last change left it.
create table dead_letters (
    -- In the order in which they failed first.
    place bigint generated always as identity primary key,
    id text collate "C" not null unique,
    -- Null for an event that is no order.
    order_id text collate "C",
    state text collate "C" not null,
    cause text collate "C" not null
);
create index dead_letters_open on dead_letters (order_id) where state <> 'REDELIVERED';
create index dead_letters_by_kind on dead_letters (state, cause, place);

-- All that happened to each of them. json, not jsonb: it keeps every text as it came.
create table dead_letter_changes (
    n bigint generated always as identity primary key,
    id text collate "C" not null,
    change json not null
);
create index dead_letter_changes_by_letter on dead_letter_changes (id, n);
