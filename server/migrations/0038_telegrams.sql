-- What airports and airlines send: kept as it came, then worked through.

create table telegram (
    id bigint generated always as identity primary key,
    -- SHA-256 of its lines: the same message again is the same
    once bytea not null unique,
    machine_id uuid not null,
    received_at timestamptz not null,
    -- one message with the lines around it
    text text not null,
    -- as staff have put it right
    mended text,
    mended_by text,
    mended_at timestamptz
);
create index telegram_by_time on telegram using brin (received_at);

-- What is not done yet: new, waiting for something to become known, or not to be read. Done is not being here. Without a
-- foreign key: thousands come and go every second.
create table telegram_work (
    id bigint primary key,
    state text not null default 'new' check (state in ('new', 'parked', 'rejected')),
    -- BSM, MVT …; none where not even that could be read
    kind text,
    -- what it waits for: 'tag:992123456', 'flight:LD408/2026-11-21'
    waits_for text,
    -- the place of what is wrong, and why
    line integer,
    element text,
    reason text,
    since timestamptz not null
);
create index telegram_work_new on telegram_work (id) where state = 'new';
create index telegram_work_stuck on telegram_work (id) where state <> 'new';
create index telegram_work_waits on telegram_work (waits_for) where waits_for is not null;
