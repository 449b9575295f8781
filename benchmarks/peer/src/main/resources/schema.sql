create table if not exists orders (
    order_id text collate "C" primary key,
    item_ids text[] collate "C" not null,
    created_at timestamptz not null
);
create table if not exists order_items (
    item_id text collate "C" primary key,
    order_id text collate "C" not null
);
