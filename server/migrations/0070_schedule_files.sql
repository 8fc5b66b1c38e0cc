-- Schedule files that are being applied, a part at a time: messages like any other before and after.
create table schedule_file (
    id bigint primary key,
    -- the last line that was applied; 0: not looked over yet
    line integer not null default 0,
    -- flights left as they were, and what was said of the first of them
    left_out integer not null default 0,
    notes text[] not null default '{}',
    since timestamptz not null
);
