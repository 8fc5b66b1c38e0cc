-- How reports about bags go on (BAG-5), and bags whose owners are looked for. Only new tables, and a column programs from before leave alone.

-- when its owner is to hear again at the latest; null where nothing is waited for
alter table baggage_report add column look_at timestamptz default now() + interval '1 day';
create index baggage_report_due on baggage_report (look_at) where look_at is not null;

-- Each step, and each daily word in between: a day of waiting is told once.
create table baggage_step (
    report_id bigint not null references baggage_report,
    place integer not null,
    at timestamptz not null,
    -- domain::bag::Stage
    stage text not null,
    -- of a daily word: which
    day bigint,
    airport text not null,
    words text not null,
    staff_id uuid,
    primary key (report_id, place)
);
create unique index baggage_step_once_a_day on baggage_step (report_id, day) where day is not null;

-- Bags found without their owner, as staff record them.
create table on_hand (
    id bigint generated always as identity primary key,
    station text not null,
    found_at timestamptz not null,
    place text not null,
    tag text,
    bag text generated always as (substr(tag, 2)) stored,
    -- the name on it, as written there
    name text not null,
    -- domain::bag::description
    descriptor text not null,
    brand text not null,
    marks text not null,
    contents text[] not null,
    inside text not null,
    recorded_by uuid not null,
    recorded_at timestamptz not null,
    -- whose it turned out to be
    report_id bigint references baggage_report,
    -- held: waits for its owner; matched: its report is known; gone: handed on
    state text not null default 'held' check (state in ('held', 'matched', 'gone'))
);
create index on_hand_held on on_hand (found_at desc) where state = 'held';
create index on_hand_by_bag on on_hand (bag) where bag is not null;
